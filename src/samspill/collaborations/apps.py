from django.apps import AppConfig


class CollaborationsConfig(AppConfig):
    name = "samspill.collaborations"
    label = "collaborations"
    default_auto_field = "django.db.models.BigAutoField"
