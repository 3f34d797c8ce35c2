from django.urls import path

from samspill.participation import views

app_name = "participation"

urlpatterns = [
    path("join/", views.enter, name="enter"),
    # What a code opens. No account, no session, no request log.
    path("r/<str:key>/", views.come_in, name="come_in"),
    # Beside it, and not under it: the phone sends nothing of its answer here.
    path("link/<str:key>/used/", views.link_is_used, name="link_is_used"),
    path("task/<str:key>/", views.task, name="task"),
]
