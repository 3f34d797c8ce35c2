from django.urls import path

from samspill.trials import views

app_name = "trials"

urlpatterns = [
    path("collaboration/<uuid:key>/", views.trials, name="trials"),
    path("collaboration/<uuid:key>/new/", views.add, name="add"),
    path("<uuid:key>/change/", views.change, name="change"),
]
