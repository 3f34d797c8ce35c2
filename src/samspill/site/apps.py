from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "samspill.site"
    label = "site"

    def ready(self) -> None:
        from samspill.site import wiring  # noqa: PLC0415  (needs the models)

        wiring.wire()
