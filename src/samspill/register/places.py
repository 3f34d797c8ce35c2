"""Where pages of the register have room for what higher slices show."""

from samspill.foundation.declarations.public import OpenPlace


class RegisterPlace(OpenPlace):
    """On pages that are open to everyone."""

    FRONT = "the front page of what is known"
    # A panel there is shown the key of the initiative.
    RECORD = "the page of an initiative"
