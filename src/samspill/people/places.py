"""Where pages of people have room for what higher slices show."""

from samspill.foundation.declarations.public import Place


class GroupPlace(Place):
    """On the page of a group, for those who have said yes to it; a panel is shown the group."""

    PAGE = "the page of a group"
