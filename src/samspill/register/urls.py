from django.urls import path

from samspill.register import own_views, page_views

app_name = "register"

urlpatterns = [
    path("reform/", page_views.front, name="front"),
    path("reform/register/", page_views.records, name="records"),
    path("reform/register.csv", own_views.register_csv, name="csv"),
    path("reform/register.json", own_views.register_json, name="json"),
    path("reform/table-3-1.csv", own_views.table_csv, name="table_csv"),
    path("reform/own.csv", own_views.own_csv, name="own_csv"),
    path("reform/own.json", own_views.own_json, name="own_json"),
    path("reform/own/new/", own_views.new_record, name="new_record"),
    path("reform/own/<uuid:key>/", own_views.own_record, name="own_record"),
    path("reform/own/<uuid:key>/change/", own_views.change_record, name="change_record"),
    path("reform/own/<uuid:key>/fact/", own_views.add_fact, name="add_fact"),
    path("reform/own/<uuid:key>/fact/remove/", own_views.remove_fact, name="remove_fact"),
    path("reform/own/<uuid:key>/share/", own_views.publish, name="publish"),
    path("reform/own/<uuid:key>/withdraw/", own_views.withdraw, name="withdraw"),
    path("reform/own/<uuid:key>/looked-at/", own_views.look, name="look"),
    path("reform/shared/<uuid:key>/", own_views.shared_record, name="shared_record"),
    path("reform/shared/<uuid:key>/report/", own_views.report, name="report"),
    path("reform/register/<slug:key>/", page_views.record, name="record"),
    path("reform/compare/", page_views.comparison, name="comparison"),
    path("reform/table-3-1/", page_views.table, name="table"),
    path("reform/contradictions/", page_views.contradictions, name="contradictions"),
    path("reform/how-sure/", page_views.how_sure, name="how_sure"),
    path("reform/trial-or-pilot/", page_views.trial_or_pilot, name="trial_or_pilot"),
    path("why-trust/", page_views.why_trust, name="why_trust"),
    path("why-trust/ask-oneself/", page_views.self_check, name="self_check"),
    path("reform/lessons/<slug:key>/", page_views.lesson, name="lesson"),
    path("reform/read/<slug:key>/", page_views.reading, name="reading"),
]
