"""Where pages of instruments have room for what higher slices show."""

from samspill.foundation.declarations.public import OpenPlace, Place


class WordingPlace(Place):
    """On the page of a keyed wording; a panel there is shown the wording."""

    BUTTONS = "what can be done with a wording"


class MethodsPlace(OpenPlace):
    """On the page of methods, which is open to everyone."""

    TO_READ = "what else there is to read"
