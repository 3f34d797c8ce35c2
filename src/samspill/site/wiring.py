"""Where slices meet that must not know each other: what each declares is collected here."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import module_has_submodule

from samspill.foundation.declarations.public import (
    DeclarationError,
    collect,
    declarations_of,
    declared,
    use,
)


def wire() -> None:
    """Collect what every slice with a module `declares` says, in the order of the layers.

    Called once, when Django is ready. Raises `DeclarationError`, a sentence, where it does not fit.
    """
    slices = {
        app.name.rsplit(".", 1)[-1]: declarations_of(import_module(f"{app.name}.declares"))
        for app in apps.get_app_configs()
        if app.module is not None and module_has_submodule(app.module, "declares")
    }
    use(collect(slices))


def check_addresses() -> None:
    """Refuse a name of a page that is none. Called when a server starts: it loads every page."""
    for name in (*(entry.url_name for entry in declared().menu), *declared().targets.values()):
        try:
            reverse(name)
        except NoReverseMatch as error:
            message = f"a slice declares that {name!r} is a page, and there is none of that name"
            raise DeclarationError(message) from error
