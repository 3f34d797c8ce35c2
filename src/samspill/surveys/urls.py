from django.urls import path

from samspill.surveys import views

app_name = "surveys"

urlpatterns = [
    path("rounds/new/", views.new_round, name="new_round"),
    path("rounds/<uuid:key>/", views.survey_round, name="round"),
    path("rounds/<uuid:key>/change/", views.change_round, name="change_round"),
    path("rounds/<uuid:key>/discard/", views.discard_round, name="discard_round"),
    path("rounds/<uuid:key>/open/", views.open_round, name="open_round"),
    path("rounds/<uuid:key>/sign/", views.sign, name="sign"),
    path("rounds/<uuid:key>/links/", views.links, name="links"),
    path("rounds/links/<uuid:key>/renew/", views.renew_link, name="renew_link"),
    path("rounds/links/<uuid:key>/check-in/", views.check_in, name="check_in"),
    path("rounds/<uuid:key>/close/", views.close_round, name="close_round"),
    path("rounds/<uuid:key>/publish/", views.publish_reading, name="publish_reading"),
    path("rounds/<uuid:key>/reading/", views.reading, name="reading"),
    # What participants meet. No account, no session, no request log.
    path("r/<str:key>/", views.promise, name="promise"),
    path("r/<str:key>/promise/", views.whole_promise, name="whole_promise"),
    path("r/<str:key>/begin/", views.begin, name="begin"),
    path("r/<str:key>/answer/", views.answer, name="answer"),
    path("r/<str:key>/received/", views.received, name="received"),
]
