from django.urls import path

from samspill.instruments import views

app_name = "instruments"

urlpatterns = [
    path("", views.methods, name="methods"),
    path("figures/", views.figures, name="figures"),
    path("instruments/<slug:key>/", views.instrument, name="instrument"),
    path("keyed/new/<slug:key>/", views.new_keyed_instrument, name="new_keyed"),
    path("keyed/<uuid:key>/", views.keyed_instrument, name="keyed"),
    path("keyed/<uuid:key>/change/", views.change_keyed_instrument, name="change_keyed"),
]
