from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "samspill.readings"
    # The tables of every database that exists carry this name.
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
