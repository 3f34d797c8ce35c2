from django.urls import path

from samspill.guides import views

app_name = "guides"

urlpatterns = [
    path("", views.guides, name="guides"),
    path("<slug:key>/", views.guide, name="guide"),
]
