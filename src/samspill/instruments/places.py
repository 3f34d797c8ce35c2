"""Where pages of instruments have room for what higher slices show."""

from samspill.foundation.declarations.public import Place


class WordingPlace(Place):
    """On the page of a keyed wording; a panel there is shown the wording."""

    BUTTONS = "what can be done with a wording"


class MethodsPlace(Place):
    """On the page of methods; a panel there is shown nothing in particular."""

    LIST = "after what one can ask about"
