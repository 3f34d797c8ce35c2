from django.urls import path

from samspill.site import views

app_name = "site"

urlpatterns = [path("", views.start, name="start")]
