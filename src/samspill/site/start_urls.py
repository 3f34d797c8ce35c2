from django.urls import path

from samspill.site import first_start, views

app_name = "site"

urlpatterns = [
    path("", views.start, name="start"),
    path("begin/", first_start.begin, name="begin"),
    path("demo/", first_start.look_at_demo, name="look_at_demo"),
    path("demo/remove/", first_start.remove_demo, name="remove_demo"),
    # After the log-in's own pages, whose names are no tokens.
    path("log-in/link/<str:key>/", first_start.log_in_by_link, name="log_in_by_link"),
]
