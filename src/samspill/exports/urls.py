from django.urls import path

from samspill.exports import views

app_name = "exports"

urlpatterns = [
    path("round/<uuid:key>/", views.exports, name="exports"),
    path("round/<uuid:key>/order/", views.order, name="order"),
    path("<uuid:key>/", views.archive, name="archive"),
]
