from __future__ import annotations

from django.http import HttpRequest

import samspill

# Which of the four places in the menu a page belongs to, by the names of the urls.
PLACES = {
    "site": "overview",
    "collaborations": "collaborations",
    "surveys": "collaborations",
    "imports": "collaborations",
    "action_plans": "actions",
    "instruments": "methods",
    "ui": "methods",
}


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Give every template the version, and the place in the menu that the page belongs to."""
    match = request.resolver_match
    place = PLACES.get(match.namespace, "") if match else ""
    return {"product_version": samspill.__version__, "nav_current": place}
