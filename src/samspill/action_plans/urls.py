from django.urls import path

from samspill.action_plans import views

app_name = "action_plans"

urlpatterns = [
    path("", views.actions, name="list"),
    path("collaboration/<uuid:key>/new/", views.agree_freely, name="agree_freely"),
    path("round/<uuid:key>/new/", views.agree_from_round, name="agree_from_round"),
    path("round/<uuid:key>/none/", views.agree_no_action, name="agree_no_action"),
    path("<uuid:key>/", views.report, name="report"),
    path("<uuid:key>/change/", views.change, name="change"),
]
