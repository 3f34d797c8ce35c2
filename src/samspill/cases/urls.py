from django.urls import path

from samspill.cases import views

app_name = "cases"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("before/", views.before, name="before"),
    path("before/paper/", views.paper, name="paper"),
    path("how-the-advice-is-made/", views.method, name="method"),
    path("trust/", views.trust, name="trust"),
    path("situations/", views.situations, name="situations"),
    path("situations/together/", views.together, name="together"),
    path("situations/<slug:key>/", views.situation, name="situation"),
    path("arenas/", views.arenas, name="arenas"),
    path("phone-call/", views.phone_call, name="phone_call"),
    path("elected-members/", views.elected_members, name="elected_members"),
]
