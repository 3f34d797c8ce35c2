"""What other pages show of the register; `declares` says where."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.foundation.declarations.public import PanelContent


def methods_panel(_request: HttpRequest, _thing: object) -> PanelContent:
    """Lead from the methods to the short answers about why."""
    return "register/methods_panel.html", {}
