"""Where pages of cases have room for what higher slices show."""

from samspill.foundation.declarations.public import OpenPlace


class ArenasPlace(OpenPlace):
    """On the page of arenas."""

    CONTACT_RULES = "where rules of contact are kept"


class SituationsPlace(OpenPlace):
    """On the page of how a leader group takes a situation together."""

    TOGETHER = "how a group does it together"
