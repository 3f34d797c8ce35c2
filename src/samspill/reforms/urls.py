from django.urls import path

from samspill.reforms import views

app_name = "reforms"

urlpatterns = [
    path("collaboration/<uuid:key>/", views.reforms, name="reforms"),
    path("collaboration/<uuid:key>/new/", views.add, name="add"),
    path("<uuid:key>/change/", views.change, name="change"),
]
