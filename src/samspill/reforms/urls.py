from django.urls import path

from samspill.reforms import views

app_name = "reforms"

urlpatterns = [
    path("", views.reforms, name="list"),
    path("new/", views.start, name="start"),
    path("<uuid:key>/", views.reform, name="reform"),
    path("<uuid:key>/change/", views.change, name="change"),
    path("<uuid:key>/sentence/", views.sentence, name="sentence"),
    path("<uuid:key>/plan/", views.plan, name="plan"),
    path("<uuid:key>/dates/", views.dates, name="dates"),
    path("<uuid:key>/readiness/", views.readiness, name="readiness"),
    path("<uuid:key>/readiness/talk/", views.talk, name="talk"),
    path("<uuid:key>/readiness/condition/", views.condition, name="condition"),
]
