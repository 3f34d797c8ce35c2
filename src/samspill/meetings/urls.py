from django.urls import path

from samspill.meetings import (
    lead_views,
    live_views,
    people_views,
    phone_views,
    plan_views,
    sheet_views,
)

app_name = "meetings"

urlpatterns = [
    path("meetings/", plan_views.meetings, name="list"),
    path("meetings/new/", plan_views.new_meeting, name="new"),
    path("methods/run-sheets/", sheet_views.run_sheet_list, name="run_sheets"),
    path("methods/run-sheets/<slug:key>/", sheet_views.run_sheet_page, name="run_sheet"),
    path("meetings/groups/<uuid:key>/new/", plan_views.new_in_group, name="new_in_group"),
    path("meetings/<uuid:key>/", plan_views.meeting, name="meeting"),
    path("meetings/<uuid:key>/change/", plan_views.change_meeting, name="change"),
    path("meetings/<uuid:key>/information/", plan_views.information, name="information"),
    path("meetings/<uuid:key>/print/", plan_views.print_for_room, name="print"),
    path("meetings/<uuid:key>/begin/", plan_views.begin_meeting, name="begin"),
    path("meetings/<uuid:key>/discard/", plan_views.discard_meeting, name="discard"),
    path("meetings/steps/<uuid:key>/", plan_views.press_step, name="press_step"),
    path("meetings/steps/<uuid:key>/after/", plan_views.put_in_step, name="put_in_step"),
    path("meetings/steps/<uuid:key>/prepare/", plan_views.prepare_step, name="prepare_step"),
    path("meetings/<uuid:key>/people/", people_views.people, name="people"),
    path("meetings/<uuid:key>/people/add/", people_views.add_people, name="add_people"),
    path("meetings/<uuid:key>/people/seat/", people_views.seat_people, name="seat_people"),
    path("meetings/<uuid:key>/people/print/", people_views.print_people, name="print_people"),
    path("meetings/people/<uuid:key>/", people_views.press_attendee, name="press_attendee"),
    path(
        "meetings/people/<uuid:key>/change/", people_views.change_attendee, name="change_attendee"
    ),
    path("meetings/<uuid:key>/lead/", lead_views.lead, name="console"),
    path("meetings/<uuid:key>/press/", lead_views.press, name="press"),
    path("meetings/<uuid:key>/hand-over/", lead_views.hand_over, name="hand_over"),
    path("meetings/<uuid:key>/help/", lead_views.go_help, name="go_help"),
    path("meetings/<uuid:key>/write/", lead_views.write_note, name="write_note"),
    path("meetings/<uuid:key>/wall/", lead_views.show_wall, name="wall"),
    path("meetings/<uuid:key>/closing/", lead_views.closing, name="closing"),
    path("meetings/<uuid:key>/close/", lead_views.close_meeting, name="close"),
    path("meetings/<uuid:key>/minutes/", lead_views.show_minutes, name="minutes"),
    # What phones meet. No account, no session, no request log.
    path("live/<str:key>/", live_views.live, name="live"),
    path("m/<str:key>/", phone_views.phone, name="phone"),
    path("m/<str:key>/table/", phone_views.sit, name="sit"),
    path("m/<str:key>/seats/", phone_views.say_seats, name="say_seats"),
    path("m/<str:key>/mark/", phone_views.mark, name="mark"),
    path("m/<str:key>/note/", phone_views.hand_in, name="hand_in"),
    path("m/<str:key>/note/back/", phone_views.take_back, name="take_back"),
]
