"""Templates as they are sent: what indents their lines is for those who write them."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import app_directories

INDENTATION = re.compile(r"(?<=\n)[ \t]+")


class Loader(app_directories.Loader):
    """Read a template without its indentation; the lines keep their numbers.

    No page shows it, and of a long reading it would be a third of what goes over the network.
    Where a line break itself would be seen, the formatter has kept it out.
    """

    def get_contents(self, origin: Origin) -> str:
        return INDENTATION.sub("", super().get_contents(origin))
