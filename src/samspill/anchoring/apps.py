from django.apps import AppConfig


class AnchoringConfig(AppConfig):
    name = "samspill.anchoring"
    label = "anchoring"
    default_auto_field = "django.db.models.BigAutoField"
