from django.urls import path

from samspill.collaborations import views

app_name = "collaborations"

urlpatterns = [
    path("", views.collaborations, name="list"),
    path("new/", views.create, name="create"),
    path("<uuid:key>/", views.collaboration, name="collaboration"),
    path("<uuid:key>/change/", views.change, name="change"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
    path("<uuid:key>/restore/", views.restore, name="restore"),
    path("<uuid:key>/partners/", views.partners, name="partners"),
    path("<uuid:key>/partners/add/", views.add_partner, name="add_partner"),
    path("<uuid:key>/partners/pick/", views.pick_partners, name="pick_partners"),
    path("partners/<uuid:key>/remove/", views.remove_partner, name="remove_partner"),
    path("partners/<uuid:key>/restore/", views.restore_partner, name="restore_partner"),
]
