"""Where pages of collaborations have room for what higher slices show."""

from samspill.foundation.declarations.public import Place


class CollaborationPlace(Place):
    """On the page of a collaboration; a panel there is shown the collaboration."""

    PAGE = "the page of a collaboration"
