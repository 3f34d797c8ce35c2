"""Pages that gather facts from all over the register: by a question, a word, or a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.register.fact_pages import FactPage
from samspill.register.facts_shown import FactGroup, Links, parts_of
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import Known, what_is_known
from samspill.toolbox.reform.records import Named


def not_worked_page(language: str) -> FactPage:
    """Gather what did not work, of every initiative that a text says it of."""
    known = what_is_known(language)
    groups = (
        FactGroup(
            anchor=each.key,
            title=each.name,
            parts=parts_of(
                (
                    (_("Not better, or not settled"), each.not_worked),
                    (_("What speaks against"), each.against),
                ),
                language,
            ),
            links_title=_("The whole record"),
            links=_record_link(known, each.key),
        )
        for each in known.initiative
        if each.not_worked or each.against
    )
    return FactPage(
        lede=_(
            "Everything in the register that was not better, not settled, or that speaks against."
        ),
        groups=tuple(groups),
    )


# Every fact that names unions, the parties of working life, or the organisations of staff.
UNION_FACTS = (
    *(f"relation.partene.facts.{number}" for number in (1, 2, 3)),
    "term.tillitsreform.facts.2",
    "no_tillitsreform.relations.3",
    *("no_modellkommune.facts.2", "no_modellkommune.organised.1"),
    *("no_kvalitetskommune.organised.1", "no_kvalitetskommune.organised.2"),
    "no_sammen_om.organised.1",
)


def unions_page(language: str) -> FactPage:
    """Gather what the texts say of unions and of the parties of working life."""
    known = what_is_known(language)
    gathered: dict[str, list[Fact]] = {}
    for fact_id in UNION_FACTS:
        key = fact_id.partition(".")[0]
        gathered.setdefault(key if key in known.initiatives else "", []).append(
            known.facts[fact_id]
        )
    groups = (
        FactGroup(
            anchor=key or "frame",
            title=known.initiatives[key].name if key else _("The reform as a whole"),
            parts=parts_of((("", facts),), language),
            links_title=_("The whole record"),
            links=_record_link(known, key) if key else (),
        )
        for key, facts in gathered.items()
    )
    return FactPage(
        lede=_("All that the texts say of unions and of the parties together. It is not much."),
        groups=tuple(groups),
        next_links=(
            (_("What must be in place"), reverse("register:reading", args=["conditions"])),
            (_("Where resistance can come from"), reverse("register:reading", args=["resistance"])),
        ),
    )


def words_page(language: str) -> FactPage:
    known = what_is_known(language)
    return FactPage(
        lede=_("As the texts use them. Where a word is used and not explained, it says so."),
        groups=_named_groups(known.term, language, is_defined=True),
    )


def classes_page(language: str) -> FactPage:
    """Show what initiatives are sorted by, with all that is said of each class."""
    known = what_is_known(language)
    kinds: Sequence[Named] = (*known.relation, *known.frame, *known.means, *known.axis)
    return FactPage(
        lede=_("Whom trust is between, the frame, the means, and what the note asks about."),
        groups=_named_groups(kinds, language),
    )


def purposes_page(language: str) -> FactPage:
    known = what_is_known(language)
    return FactPage(
        lede=_("What the initiatives were for, and where they were tried."),
        groups=_named_groups((*known.purpose, *known.sector), language),
    )


def trust_page(language: str) -> FactPage:
    """Show what two other texts say of trust, and of the trust that organisations are shown."""
    known = what_is_known(language)
    tests = (
        FactGroup(
            anchor=each.id,
            title=each.name,
            intro=each.question,
            parts=parts_of(
                (
                    (_("What it means"), each.meaning),
                    (_("What it takes"), each.requires),
                    (_("Where it is decided"), each.critical),
                ),
                language,
            ),
        )
        for each in known.trust_test
    )
    held = FactGroup(
        anchor="organisational",
        title=_("Trust in an organisation"),
        parts=parts_of(
            (
                ("", known.test_context.facts),
                (_("What is often decisive"), known.organisational_trust.critical_factors),
                (_("What users in Oslo valued"), known.organisational_trust.oslo_users_valued),
            ),
            language,
        ),
    )
    return FactPage(
        lede=_("What the texts say of trust itself, in cooperation and in organisations."),
        groups=(*_named_groups(known.context, language), *tests, held),
    )


def about_page(language: str) -> FactPage:
    """Show what the note set out to do, what it leaves out, and whom it names beside."""
    known = what_is_known(language)
    scope = FactGroup(
        anchor="scope",
        title=_("What the note is about"),
        parts=parts_of(
            (
                ("", known.scope.facts),
                (_("What it leaves out"), known.scope.limits),
                (_("What it could not find"), known.scope.unknown),
            ),
            language,
        ),
    )
    return FactPage(
        lede=_(
            "Two texts on trust reforms and two on trust. Samspill has not read what they refer to."
        ),
        groups=(scope, *_named_groups(known.mention, language)),
    )


def _record_link(known: Known, key: str) -> Links:
    return ((known.initiatives[key].name, reverse("register:record", args=[key])),)


def _named_groups(
    things: Iterable[Named], language: str, *, is_defined: bool = False
) -> tuple[FactGroup, ...]:
    return tuple(
        FactGroup(
            anchor=each.path.replace(".", "-"),
            title=each.name,
            intro=" ".join(
                part
                for part in (
                    _("The texts use the word and do not explain it.")
                    if is_defined and not each.defined_in_text
                    else "",
                    each.note,
                )
                if part
            ),
            parts=parts_of(
                (
                    ("", each.facts),
                    (_("Examples"), each.examples),
                    (_("What the note does not say"), each.unknown),
                ),
                language,
            ),
        )
        for each in things
    )
