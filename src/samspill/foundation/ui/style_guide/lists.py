from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Context,
    Group,
    State,
    sample,
    styles,
    templates,
)
from samspill.foundation.ui.style_guide.example_figures import statement, tiles_figure


def _row_with_figure(prefix: str) -> Context:
    small = tiles_figure(prefix, (0, 1, 2, 4, 3), middle=3.9, small=True)
    return {"part": "figure", "statement": statement(7), "figure": small}


ROW_LIST = Component(
    name="Row list",
    when=_("Things of the same kind, ruled off. The head has the one thing to do with the list."),
    when_not=_("Not as boxes. Space and rules are enough."),
    files=styles("row-list"),
    states=(
        State(_("With a head, a tag and where they are"), sample("row_list"), {"part": "stages"}),
        State(_("With something at the right"), sample("row_list"), {"part": "split"}),
        State(_("With a small figure"), sample("row_list"), _row_with_figure),
        State(_("Short rows, with a heading above"), sample("row_list"), {"part": "tight"}),
        State(_("Pointed at"), sample("row_list"), {"part": "stages", "looks": "looks-hovered"}),
        State(_("In focus"), sample("row_list"), {"part": "stages", "looks": "looks-focused"}),
    ),
)

ACTION = Component(
    name="Action",
    when=_("What somebody has taken on: what, who, and until when."),
    when_not=_("Never assigned to anybody, and never without a date."),
    files=styles("actions"),
    states=(
        State(_("Agreed, under way, and late"), sample("action"), size="wide"),
        State(_("What came of it"), sample("outcomes"), size="wide"),
    ),
)

STANDINGS = Component(
    name="Standings",
    when=_("Who stands behind and until when: what is said, and the partners it is said of."),
    when_not=_("Never with a number for a partner. Nobody is rated here."),
    files=styles("standings"),
    states=(State(_("As it is"), sample("standings"), size="wide"),),
)

STAGES = Component(
    name="Stages",
    when=_("Where a collaboration is on the way: ask, read, talk, agree, ask again."),
    when_not=_("Not for the steps of a form."),
    files=(*templates("stages"), *styles("stages")),
    states=(
        State(_("Ask"), "ui/stages.html", {"stage": 1}),
        State(_("Read"), "ui/stages.html", {"stage": 2}),
        State(_("Talk"), "ui/stages.html", {"stage": 3}),
        State(_("Agree"), "ui/stages.html", {"stage": 4}),
        State(_("Ask again"), "ui/stages.html", {"stage": 5}),
        State(_("All done"), "ui/stages.html", {"stage": 6}),
    ),
)

CHECKLIST = Component(
    name="Checklist",
    when=_("What must be in place before the next step, with what is missing first."),
    when_not=_("Not for what one may choose to do."),
    files=styles("checklist"),
    states=(State(_("Some is missing"), sample("checklist")),),
)

DEADLINES = Component(
    name="Deadlines",
    when=_("What has a date, the nearest first."),
    when_not=_("Not for what has been done."),
    files=styles("deadlines"),
    states=(State(_("As it is"), sample("deadlines")),),
)

FACTS = Component(
    name="Facts",
    when=_("Names and values: beside a figure, on a page about one thing, or in one line."),
    when_not=_("Not for figures that are to be compared. That is a table."),
    files=(*styles("facts", "page-header"),),
    states=(
        State(_("Beside a figure"), sample("facts"), {"part": "plain"}),
        State(_("Ruled off"), sample("facts"), {"part": "ruled"}),
        State(_("In one line"), sample("facts"), {"part": "line"}),
    ),
)

TABLE = Component(
    name="Table",
    when=_("Figures that are to be compared, row by row."),
    when_not=_("Not to place things on a page."),
    files=styles("table"),
    states=(
        State(_("As it is"), sample("table"), {"part": "plain"}),
        State(_("Wider than the page"), sample("table"), {"part": "frame"}),
        State(_("Folded"), sample("table"), {"part": "twin"}),
        State(_("Many columns, on paper"), sample("table"), {"part": "tight"}),
        State(_("Words, on a phone"), sample("table"), {"part": "words"}),
    ),
)

SOURCED = Component(
    name="Sourced facts",
    when=_("What is known, one thing a row: what is said, who says it, and how sure it is."),
    when_not=_("Never without a source."),
    files=styles("sourced"),
    states=(State(_("As it is"), sample("sourced"), size="wide"),),
)

REGISTER = Component(
    name="Register",
    when=_("Much to search, choose from and lay side by side."),
    when_not=_("Not for a list that is read from top to bottom."),
    files=styles("register"),
    states=(
        State(_("Filters and records"), sample("register"), lambda prefix: {"prefix": prefix},
              size="wide"),
        State(_("Side by side, and a cell with what lies under it"), sample("compared"),
              size="wide"),
    ),
)  # fmt: skip

GROUP = Group(
    "lists",
    _("Lists and tables"),
    (ROW_LIST, ACTION, STANDINGS, STAGES, CHECKLIST, DEADLINES, FACTS, TABLE, SOURCED,
     REGISTER),
)  # fmt: skip
