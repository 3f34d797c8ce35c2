from django.urls import path

from samspill.participation import views

app_name = "participation"

urlpatterns = [
    path("join/", views.enter, name="enter"),
    # What a code opens. No account, no session, no request log.
    path("r/<str:key>/", views.come_in, name="come_in"),
    path("task/<str:key>/", views.task, name="task"),
]
