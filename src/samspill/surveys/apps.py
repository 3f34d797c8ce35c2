from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samspill.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samspill.screens.public import declare  # noqa: PLC0415  (needs the models)
        from samspill.surveys.round_screen import ROUND_SCREEN  # noqa: PLC0415

        declare(ROUND_SCREEN)
