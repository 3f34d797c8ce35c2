from django.urls import path

from samspill.action_plans import views

app_name = "action_plans"

urlpatterns = [
    path("", views.actions, name="list"),
    path("collaboration/<uuid:key>/new/", views.agree_freely, name="agree_freely"),
    path("round/<uuid:key>/new/", views.agree_from_round, name="agree_from_round"),
    path("<uuid:key>/", views.report, name="report"),
    path("<uuid:key>/change/", views.change, name="change"),
]
