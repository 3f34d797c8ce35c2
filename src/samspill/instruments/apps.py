from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "samspill.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"
