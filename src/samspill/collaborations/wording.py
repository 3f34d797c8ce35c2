"""What is said about endorsements: sentences from numbers and dates, in the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samspill.collaborations.models import Contact, Endorsement, Partner
from samspill.toolbox import elections

# Numbers up to this are written as words; beside a larger one in the same sentence, as figures.
LARGEST_WORD = 12


def bodies(partner: Partner) -> tuple[str, ...]:
    """Suggest who may stand behind in a partner of this kind."""
    if partner.kind == Partner.Kind.COUNTY:
        return _("The county council"), _("The county executive board"), _("The county director")
    if partner.has_elected_bodies:
        return _("The municipal council"), _("The executive board"), _("The municipal director")
    return _("The board"), _("The annual meeting"), _("The leader group")


def decided(endorsement: Endorsement) -> str:
    """Return when and where it was decided."""
    day = {"day": _written(endorsement.decided_on), "reference": endorsement.reference}
    if endorsement.reference:
        return _("Decided %(day)s, %(reference)s.") % day
    return _("Decided %(day)s.") % day


def stands(endorsement: Endorsement) -> str:
    """Return until when somebody stands behind who does so today."""
    end = endorsement.stands_until
    if end is None:
        return _("Stands until you write something else.")
    if (election := ended_by(endorsement)) and endorsement.decided_on <= election:
        return _("Stands until the election in September %(year)s.") % {"year": election.year}
    return _("Stands until %(day)s.") % {"day": _written(end)}


def ended_by(endorsement: Endorsement) -> date | None:
    """Return the election that ends it; None when it ends on a day of its own, or never."""
    end = endorsement.stands_until
    if end is None or not endorsement.is_elected:
        return None
    election = elections.last_election(end)
    return election if end <= elections.have_met(election) else None


def out_of_date(endorsement: Endorsement, today: date) -> str:
    """Return why somebody must be asked again, and when that can be done."""
    end = endorsement.stands_until
    if end is None or end >= today:
        message = "this endorsement is not out of date"
        raise ValueError(message)
    election = ended_by(endorsement)
    if election is None:
        return _("Ran out on %(day)s. Ask again.") % {"day": _written(end)}
    if today <= elections.have_met(election):
        return _(
            "There has been an election. Those who were elected in September %(year)s take over "
            "by the end of October. Ask them then."
        ) % {"year": election.year}
    return _("Those who decided it stepped down in the autumn of %(year)s. Ask the new ones.") % {
        "year": election.year
    }


def inherited(earlier: str) -> str:
    """Return why what an earlier partner decided must be decided again after a merger."""
    return _("This was for %(earlier)s, before the merger. Ask the new ones.") % {
        "earlier": earlier
    }


def summary(*, standing: int, out: int, total: int) -> str:
    """Return how many partners stand behind, and how many should be asked again."""
    if standing == 0:
        if out == 0:
            return _("It is not written down yet who stands behind this.")
        return _("What was decided is out of date. Ask again who stands behind this.")
    if standing == total == 1:
        return _("The one partner stands behind this.")
    words = [str(number) for number in (standing, out, total)]
    if total <= LARGEST_WORD:
        words = [_number_word(number) for number in (standing, out, total)]
    if standing == total:
        return _("All %(total)s partners stand behind this.") % {"total": words[2]}
    first = ngettext(
        "%(count)s of %(total)s partners stands behind this.",
        "%(count)s of %(total)s partners stand behind this.",
        standing,
    ) % {"count": _opening(words[0]), "total": words[2]}
    if out == 0:
        return first
    again = ngettext("%(count)s should be asked again.", "%(count)s should be asked again.", out)
    return f"{first} {again % {'count': _opening(words[1])}}"


def lone(partners: Sequence[str], *, most: int = 3) -> str:
    """Return a gentle sentence on partners carried by one person; empty without any."""
    if not partners:
        return ""
    named = ", ".join(partners[:most])
    more = len(partners) - most
    if more > 0:
        named = ngettext("%(named)s and %(count)s more", "%(named)s and %(count)s more", more) % {
            "named": named,
            "count": _number_word(more),
        }
    elif len(partners) > 1:
        named = _("%(first)s and %(last)s") % {
            "first": ", ".join(partners[:-1]),
            "last": partners[-1],
        }
    if len(partners) == 1:
        return _("Only one person knows this from %(partner)s. Two make it less fragile.") % {
            "partner": named
        }
    return _(
        "Only one person knows this from each of these: %(partners)s. Two make it less fragile."
    ) % {"partners": named}


def person(contact: Contact) -> str:
    return f"{contact.name}, {contact.role}" if contact.name else _opening(contact.role)


def ask_again(collaboration: str, partners: Sequence[str], *, after_election: bool) -> str:
    """Remind of partners who should be asked again, in one line."""
    values = {"name": collaboration, "partner": partners[0]}
    values_of_many = {"name": collaboration, "count": _number_word(len(partners))}
    if after_election and len(partners) == 1:
        return _("%(name)s: Ask %(partner)s again after the election.") % values
    if after_election:
        return _("%(name)s: Ask %(count)s partners again after the election.") % values_of_many
    if len(partners) == 1:
        return _("%(name)s: Ask %(partner)s again who stands behind.") % values
    return _("%(name)s: Ask %(count)s partners again who stands behind.") % values_of_many


def runs_out(collaboration: str, partners: Sequence[str]) -> str:
    """Remind of endorsements that end soon, on days of their own."""
    if len(partners) == 1:
        return _("%(name)s: The endorsement from %(partner)s runs out. Ask again.") % {
            "name": collaboration,
            "partner": partners[0],
        }
    return _("%(name)s: The endorsements from %(count)s partners run out. Ask again.") % {
        "name": collaboration,
        "count": _number_word(len(partners)),
    }


def election_is_near(collaboration: str, year: int) -> str:
    """Remind that those who stand behind are soon elected anew."""
    return _(
        "%(name)s: There is an election in September %(year)s. "
        "Plan when to ask those who are elected."
    ) % {"name": collaboration, "year": year}


def has_been(day: date, today: date) -> str:
    """Return a day that is gone, without its year when it was this year."""
    return _("has passed") if day.year == today.year else str(day.year)


def _written(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _opening(word: str) -> str:
    return word[:1].upper() + word[1:]


def _number_word(number: int) -> str:
    words = {
        1: pgettext("how many partners", "one"),
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
        6: _("six"),
        7: _("seven"),
        8: _("eight"),
        9: _("nine"),
        10: _("ten"),
        11: _("eleven"),
        12: _("twelve"),
    }
    return words.get(number, str(number))
