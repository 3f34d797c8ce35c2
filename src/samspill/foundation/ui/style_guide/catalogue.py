"""Every component there is, in the order of the page.

`tests/contracts/test_style_guide.py` fails when one is missing.
"""

from __future__ import annotations

from samspill.foundation.ui.style_guide import (
    advising,
    answering,
    buttons,
    figures,
    forms,
    lists,
    messages,
    pages,
    words_and_signs,
)

GROUPS = (
    words_and_signs.GROUP,
    buttons.GROUP,
    forms.GROUP,
    answering.GROUP,
    advising.GROUP,
    messages.GROUP,
    figures.GROUP,
    lists.GROUP,
    pages.GROUP,
)
