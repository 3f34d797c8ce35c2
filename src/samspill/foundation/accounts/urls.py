from django.urls import path

from samspill.foundation.accounts import views

app_name = "accounts"

urlpatterns = [
    path("log-in/", views.log_in, name="log_in"),
    path("log-in/<str:token>/", views.log_in_by_link, name="log_in_by_link"),
    path("log-out/", views.log_out, name="log_out"),
]
