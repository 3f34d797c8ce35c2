from django.urls import include, path

from samspill.site import views

urlpatterns = [
    path("", include("samspill.site.start_urls")),
    path("", include("samspill.participation.urls")),
    path("", include("samspill.surveys.urls")),
    path("", include("samspill.foundation.accounts.urls")),
    path("", include("samspill.people.urls")),
    path("collaborations/", include("samspill.collaborations.urls")),
    path("methods/", include("samspill.instruments.urls")),
    path("imports/", include("samspill.imports.urls")),
    path("exports/", include("samspill.exports.urls")),
    path("actions/", include("samspill.action_plans.urls")),
    path("help/", include("samspill.guides.urls")),
    path("cases/", include("samspill.cases.urls")),
    path("", include("samspill.register.urls")),
    path("reforms/", include("samspill.reforms.urls")),
    path("", include("samspill.meetings.urls")),
    path("contact-rules/", include("samspill.anchoring.urls")),
    path("style-guide/", include("samspill.foundation.ui.urls")),
    path("language/", views.choose_language, name="set_language"),
]

handler400 = views.bad_request
handler403 = views.not_allowed
handler404 = views.not_found
handler500 = views.broken
