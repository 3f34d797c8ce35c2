"""Places in the frame of every page for somebody with an account."""

from samspill.foundation.declarations.public import OpenPlace


class FramePlace(OpenPlace):
    """Asked on every page, also where nobody is acting: a panel returns None there."""

    PERSON = "who is logged in"
    ABOVE_CONTENT = "above the content"
    ON_THE_WALL = "above what the big screen shows"
    WITH_MESSAGES = "with the messages, first in the content"
