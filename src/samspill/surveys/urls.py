from django.urls import path

from samspill.screens.public import screen_paths
from samspill.surveys import (
    evening_views,
    group_views,
    link_views,
    participant_views,
    seat_views,
    sharing_views,
    table_views,
    views,
)
from samspill.surveys.round_screen import ROUND_SCREEN

app_name = "surveys"

urlpatterns = [
    path("rounds/new/", views.new_round, name="new_round"),
    path("rounds/<uuid:key>/", views.survey_round, name="round"),
    path("rounds/<uuid:key>/change/", views.change_round, name="change_round"),
    path("rounds/<uuid:key>/preview/", evening_views.preview, name="preview"),
    path("rounds/<uuid:key>/rehearsal/", evening_views.rehearsal, name="rehearsal"),
    path("rounds/<uuid:key>/own-questions/", evening_views.own_questions, name="own_questions"),
    path("reach/", evening_views.reach, name="reach"),
    path("reached/", evening_views.reached, name="reached"),
    path("rounds/<uuid:key>/discard/", views.discard_round, name="discard_round"),
    path("rounds/<uuid:key>/open/", views.open_round, name="open_round"),
    *screen_paths("rounds/<uuid:key>/screen/", ROUND_SCREEN),
    path("rounds/<uuid:key>/links/", link_views.links, name="links"),
    path("rounds/<uuid:key>/links/give-away/", link_views.give_links_away, name="give_links_away"),
    path("rounds/links/<uuid:key>/renew/", link_views.renew_link, name="renew_link"),
    path("rounds/links/<uuid:key>/check-in/", link_views.check_in, name="check_in"),
    path("rounds/<uuid:key>/assessment/", views.assessment, name="assessment"),
    path("rounds/<uuid:key>/groups/", group_views.groups, name="groups"),
    path("rounds/<uuid:key>/tables/free/", views.free_table, name="free_table"),
    path("rounds/<uuid:key>/close/", views.close_round, name="close_round"),
    path("rounds/<uuid:key>/cancel-closing/", views.cancel_closing, name="cancel_closing"),
    path("rounds/<uuid:key>/raise/", views.raise_number, name="raise_number"),
    path("rounds/<uuid:key>/being-drawn/", views.being_drawn, name="being_drawn"),
    path("rounds/<uuid:key>/table-signs/", table_views.table_signs, name="table_signs"),
    path("rounds/<uuid:key>/publish/", views.publish_reading, name="publish_reading"),
    path("rounds/<uuid:key>/reading/", views.reading, name="reading"),
    path("rounds/<uuid:key>/share/", sharing_views.share, name="share"),
    path("rounds/<uuid:key>/share/stop/", sharing_views.stop_sharing, name="stop_sharing"),
    path("rounds/<uuid:key>/groups-of/", views.item_groups, name="item_groups"),
    path("rounds/<uuid:key>/numbers-of/", views.item_numbers, name="item_numbers"),
    path("rounds/<uuid:key>/over-time/", views.over_time, name="over_time"),
    # What participants meet. No account, no session, no request log.
    path("r/<str:key>/promise/", participant_views.whole_promise, name="whole_promise"),
    path("r/<str:key>/begin/", participant_views.begin, name="begin"),
    path("r/<str:key>/answer/", participant_views.answer, name="answer"),
    path("r/<str:key>/statements/", table_views.statements, name="statements"),
    path("r/<str:key>/table/", table_views.table, name="table"),
    path("r/<str:key>/column/", table_views.column, name="column"),
    path("r/<str:key>/column/remove/", table_views.remove_column, name="remove_column"),
    path("r/<str:key>/column/put-back/", seat_views.put_back_column, name="put_back_column"),
    path("r/<str:key>/table/seats/", seat_views.seats, name="seats"),
    path("r/<str:key>/result/", sharing_views.shown, name="shown"),
    path("r/<str:key>/screen/", sharing_views.wall, name="wall"),
    path("r/<str:key>/news/", participant_views.news, name="news"),
    path("r/<str:key>/received/", participant_views.received, name="received"),
]
