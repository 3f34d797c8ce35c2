from django.urls import path

from samspill.register import page_views

app_name = "register"

urlpatterns = [
    path("reform/", page_views.front, name="front"),
    path("reform/register/", page_views.records, name="records"),
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
