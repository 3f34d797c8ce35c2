from django.urls import path

from samspill.participation import views

app_name = "participation"

urlpatterns = [path("join/", views.enter, name="enter")]
