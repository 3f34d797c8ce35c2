from django.urls import path

from samspill.imports import upload_views, views

app_name = "imports"

urlpatterns = [
    path("new/<uuid:key>/", upload_views.new_file, name="new"),
    path("empty-sheet/<uuid:key>/", views.empty_sheet, name="empty_sheet"),
    path("begin/<uuid:key>/", upload_views.begin, name="begin"),
    path("<uuid:key>/part/", upload_views.part, name="part"),
    path("<uuid:key>/finish/", upload_views.finish, name="finish"),
    path("<uuid:key>/", views.answer_file, name="file"),
    path("<uuid:key>/place/", views.place, name="place"),
    path("<uuid:key>/wording/", views.wording, name="wording"),
    path("<uuid:key>/statements/", views.statements, name="statements"),
    path("<uuid:key>/answers/", views.answers, name="answers"),
    path("<uuid:key>/take-in/", views.take_in, name="take_in"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
]
