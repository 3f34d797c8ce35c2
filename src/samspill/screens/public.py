"""The door to the big screen for other slices."""

from samspill.screens.operations import CannotShowError, blank_screen, show_on_screen
from samspill.screens.registry import declare
from samspill.screens.results import ShownScreen, read_screen
from samspill.screens.subjects import (
    Choice,
    Frame,
    Opener,
    Part,
    Picture,
    Step,
    Subject,
    SubjectKind,
    words,
)
from samspill.screens.views import screen_paths

__all__ = [
    "CannotShowError",
    "Choice",
    "Frame",
    "Opener",
    "Part",
    "Picture",
    "ShownScreen",
    "Step",
    "Subject",
    "SubjectKind",
    "blank_screen",
    "declare",
    "read_screen",
    "screen_paths",
    "show_on_screen",
    "words",
]
