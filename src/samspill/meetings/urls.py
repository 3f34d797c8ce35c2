from django.urls import path

from samspill.meetings import views

app_name = "meetings"

urlpatterns = [
    path("collaboration/<uuid:key>/", views.meetings, name="meetings"),
    path("collaboration/<uuid:key>/new/", views.add, name="add"),
    path("<uuid:key>/change/", views.change, name="change"),
]
