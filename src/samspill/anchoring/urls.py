from django.urls import path

from samspill.anchoring import views

app_name = "anchoring"

urlpatterns = [
    path("", views.own_rules, name="own_rules"),
    path("write/", views.write_own, name="write_own"),
    path("collaboration/<uuid:key>/", views.rules, name="rules"),
    path("collaboration/<uuid:key>/write/", views.write, name="write"),
    path("<uuid:key>/keep/", views.keep, name="keep"),
]
