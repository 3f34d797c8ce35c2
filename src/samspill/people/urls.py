from django.urls import path

from samspill.people import views

app_name = "people"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/roles/", views.roles, name="roles"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:key>/", views.person, name="person"),
    path("people/<uuid:key>/untie/", views.untie, name="untie"),
    path(
        "people/invitations/<uuid:key>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("people/groups/propose/", views.propose_group, name="propose_group"),
    path("people/groups/<uuid:key>/", views.group, name="group"),
    path("people/groups/<uuid:key>/join/", views.join_group, name="join_group"),
    path("people/groups/<uuid:key>/leave/", views.leave_group, name="leave_group"),
    path("me/", views.me, name="me"),
    path("me/data/", views.my_data, name="my_data"),
    path("me/leave/", views.leave, name="leave"),
    path("me/erase/", views.erase_me, name="erase_me"),
    path("me/notice/", views.put_away_notice, name="put_away_notice"),
    path("organisations/<uuid:key>/", views.organisation, name="organisation"),
    path("organisations/choose/", views.choose, name="choose"),
    path("invitation/<str:key>/", views.invitation, name="invitation"),
]
