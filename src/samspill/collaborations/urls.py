from django.urls import path

from samspill.collaborations import task_views, views

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
    path("partners/<uuid:key>/", views.partner, name="partner"),
    path("partners/<uuid:key>/rename/", views.rename_partner, name="rename_partner"),
    path("partners/<uuid:key>/merge/", views.merge_partners, name="merge_partners"),
    path("partners/<uuid:key>/undo-merger/", views.undo_merger, name="undo_merger"),
    path("partners/<uuid:key>/endorse/", views.endorse, name="endorse"),
    path("partners/<uuid:key>/ask/", task_views.ask_partner, name="ask_partner"),
    path("tasks/<uuid:key>/take-back/", task_views.take_back_task, name="take_back_task"),
    path("partners/<uuid:key>/contacts/", views.add_contact, name="add_contact"),
    path("contacts/<uuid:key>/remove/", views.remove_contact, name="remove_contact"),
    path("endorsements/<uuid:key>/change/", views.change_endorsement, name="change_endorsement"),
    path(
        "endorsements/<uuid:key>/withdraw/", views.withdraw_endorsement, name="withdraw_endorsement"
    ),
    path("endorsements/<uuid:key>/restore/", views.restore_endorsement, name="restore_endorsement"),
    path("partners/<uuid:key>/remove/", views.remove_partner, name="remove_partner"),
    path("partners/<uuid:key>/restore/", views.restore_partner, name="restore_partner"),
]
