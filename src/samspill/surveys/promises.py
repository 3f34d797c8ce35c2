"""The promise of a round: what is stored, who sees what, and what cannot be promised.

Made in every language when the round opens, from the round's own settings, and frozen with it.
The sentences must say what the storage really does; THREAT_MODEL.md says it at length.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.readings.public import in_every_language
from samspill.science.disclosure import FIFTHS_FROM, TENTHS_FROM
from samspill.surveys.models import SurveyRound
from samspill.toolbox.round_records import Promise, PromisePart

Part = tuple[str, str]


def make_promise(survey_round: SurveyRound) -> Promise:
    """Return the promise in every language: headings, each with its text."""
    if survey_round.is_open_table:
        return _promise(
            lambda: (
                [*_short_at_a_table(survey_round), _who_asks(survey_round)],
                _rest_at_a_table(survey_round),
            )
        )
    return _promise(
        lambda: (
            [*_short_parts(survey_round), _who_asks(survey_round)],
            [*_what_happens(survey_round), *_limits(survey_round)],
        )
    )


def make_promise_of_a_file(survey_round: SurveyRound) -> Promise:
    """Return what can be said of answers that were given elsewhere, in every language."""
    return _promise(lambda: ([*_short_of_a_file(survey_round), _what_is_shown(survey_round)], []))


def _promise(parts: Callable[[], tuple[list[Part], list[Part]]]) -> Promise:
    """Make the short parts, which stand before the first question, and the rest."""

    def in_one(_language: str) -> tuple[PromisePart, ...]:
        short, rest = parts()
        return tuple(
            PromisePart(heading=heading, text=text, is_short=is_short)
            for listed, is_short in ((short, True), (rest, False))
            for heading, text in listed
        )

    return Promise(languages=in_every_language(in_one))


def group_hint(minimum: int) -> str:
    """Say, at the question about background itself, what the answer is used for."""
    return _(
        "Used to show how each group answers. A group is shown only when at least %(minimum)s in "
        "it have answered."
    ) % {"minimum": number_word(minimum)}


# --- Anonymous ---------------------------------------------------------------------------------


def _short_parts(survey_round: SurveyRound) -> list[Part]:
    return [
        (
            _("What we store"),
            _what_is_stored(survey_round),
        ),
        (
            _("Who sees it"),
            _(
                "People in the collaboration see the result after the round is closed. "
                "Nothing is shown unless at least %(minimum)s have answered."
            )
            % {"minimum": number_word(survey_round.minimum_group_size)},
        ),
        _what_it_is_used_for(survey_round),
        (
            _("What we cannot promise"),
            _(
                "The person beside you can see your screen. One browser is not one person: "
                "somebody who answers several times can work out more about the others. While the "
                "round is open, whoever runs the server can see the answers, and perhaps in which "
                "order they came."
            ),
        ),
    ]


def _what_is_stored(survey_round: SurveyRound) -> str:
    sentences = [_("Your answer, without name, phone and time of day.")]
    if survey_round.background:
        sentences.append(_("Also which partner you come from, if you want to say it."))
    if survey_round.way_in != SurveyRound.WayIn.CODE:
        sentences.append(_("That a personal link has been used is noted apart from the answers."))
    sentences.append(_("When the round closes, a picture is made, and the answers are gone."))
    return " ".join(sentences)


def _what_happens(survey_round: SurveyRound) -> list[Part]:
    return [
        _what_is_shown(survey_round),
        _while_it_is_open(survey_round),
        (
            _("When the round closes"),
            _(
                "In the same moment the answers become how many chose each, and the single "
                "answers are deleted. The picture is made from those counts, once, and the exact "
                "counts are destroyed with it. Everybody is told between which numbers the answers "
                "lay, and when fewer than half of those who were asked have answered."
            ),
        ),
        (
            _("What is kept, and until when"),
            _(
                "What has been shown is kept as it was shown. No single answer is kept after the "
                "round has closed. If nobody closes it, it is closed and the answers deleted on "
                "%(date)s."
            )
            % {"date": _written(survey_round.delete_answers_on)},
        ),
    ]


def _while_it_is_open(survey_round: SurveyRound) -> Part:
    text = _(
        "Nobody is told more than whether %(minimum)s have answered. That changes by the clock, "
        "every half minute, and never with an answer. A minute before the round closes, every "
        "phone and the big screen say so."
    )
    return _("While the round is open"), text % {
        "minimum": number_word(survey_round.minimum_group_size)
    }


def _limits(survey_round: SurveyRound) -> list[Part]:
    return [
        (
            _("What can be exported"),
            _("The result, as it is shown. Nobody can take out the single answers."),
        ),
        (
            _("Who can answer"),
            _who_can_answer(survey_round),
        ),
        (
            _("Somebody who takes part several times"),
            _(
                "They know their own answers, and the more of the answers are theirs, the more the "
                "picture tells them of the others. They cannot give more answers than were asked, "
                "cannot see when others answer, and cannot close the round without everybody being "
                "told. The number that everybody is told afterwards is too high when they have "
                "answered beside all the others."
            ),
        ),
        (
            _("What we cannot control"),
            _(
                "Copies of the database that whoever runs the server has made before the answers "
                "were deleted. On a network without encryption others can see what is sent. Those "
                "who know you well may guess what you think."
            ),
        ),
    ]


def _who_can_answer(survey_round: SurveyRound) -> str:
    """Say how people come in, and what the weakest of the ways in lets through."""
    sentences = []
    if survey_round.way_in != SurveyRound.WayIn.LINK:
        sentences += [_who_has_the_code(survey_round), *_how_many_can(survey_round)]
    if survey_round.way_in != SurveyRound.WayIn.CODE:
        sentences.append(
            _(
                "People with a personal link. How many links were made for each partner, "
                "and who hands them out, stands on this page. A link is used up after the answer "
                "has been stored, by a request that carries the link alone. A phone that does not "
                "make that request leaves its link open; then the number of answers is the limit. "
                "The list of who was asked is deleted when the round closes."
            )
        )
    return " ".join(sentences)


def _who_has_the_code(survey_round: SurveyRound) -> str:
    signs = SurveyRound.Sign
    if survey_round.sign == signs.SCREEN:
        return _(
            "Everybody who has the code, and the two figures that stand beside it on the big "
            "screen. They are new every half minute."
        )
    if survey_round.sign == signs.PAPER:
        return _("Everybody who has the code, and the two figures on the paper in the room.")
    if survey_round.sign == signs.ELSEWHERE:
        return _("Everybody who has been let in to the meeting.")
    return _(
        "Everybody who has the code. Since fewer than twenty are asked, no sign shows who is in "
        "the room."
    )


def _how_many_can(survey_round: SurveyRound) -> list[str]:
    again = _(
        "The same browser answers once. A private window or another phone counts anew, and we "
        "cannot see it."
    )
    if not survey_round.expected_count:
        return [again]
    limit = _(
        "At most %(asked)s answers are taken. The number can be raised only so that everybody sees "
        "it."
    ) % {"asked": survey_round.expected_count}
    return [limit, again]


# --- At an open table ----------------------------------------------------------------------------


def _short_at_a_table(survey_round: SurveyRound) -> list[Part]:
    return [
        (
            _("Who hears it"),
            _(
                "Everybody at your table. You read your scores aloud, and one of you writes them "
                "down. You can pass whenever you want."
            ),
        ),
        (
            _("What we store"),
            _(
                "The scores of your table, without names, until the meeting is over. Then a "
                "picture of the whole room is made, and the scores are gone."
            ),
        ),
        (
            _("Who sees it"),
            _(
                "People in the collaboration see the result for the whole room afterwards. Nothing "
                "is shown unless there are scores from at least %(minimum)s."
            )
            % {"minimum": number_word(survey_round.minimum_group_size)},
        ),
        _what_it_is_used_for(survey_round),
        (
            _("What we cannot promise"),
            _(
                "This is not anonymous. Those at your table know what you said, and may tell "
                "others. During the meeting, whoever runs the server can see what the table has "
                "written."
            ),
        ),
    ]


def _rest_at_a_table(survey_round: SurveyRound) -> list[Part]:
    return [
        _what_is_shown(survey_round),
        (
            _("When the round closes"),
            _(
                "What the tables have written is deleted. A picture of the whole room is made from "
                "how many gave each score, not which table, and not which scores belong together. "
                "The exact numbers are destroyed with it."
            ),
        ),
        (
            _("What is kept, and until when"),
            _(
                "What has been shown is kept as it was shown. If nobody closes the round, it is "
                "closed and what was written is deleted on %(date)s."
            )
            % {"date": _written(survey_round.delete_answers_on)},
        ),
        (
            _("What can be exported"),
            _("The result, as it is shown. Nobody can take out what a table has written."),
        ),
        (
            _("Who can answer"),
            _(
                "Whoever has the code and the two figures that lie on the table can write for it. "
                "Each table has one phone. When another takes over, what the first has written is "
                "sealed: counted, and read by nobody."
            ),
        ),
        (
            _("What we cannot control"),
            _(
                "What people at the table remember and retell. Copies of the database that "
                "whoever runs the server has made during the meeting. On a network without "
                "encryption others can see what is sent."
            ),
        ),
    ]


# --- Answers from a file --------------------------------------------------------------------------


def _short_of_a_file(survey_round: SurveyRound) -> list[Part]:
    return [
        (
            _("Where the answers come from"),
            _(
                "They were given outside Samspill and taken in from a file. Samspill does not "
                "know what was promised to those who answered."
            ),
        ),
        (
            _("What we store"),
            _(
                "How many gave each answer. Who gave which is not stored, and the file is deleted "
                "when it has been read. The counts are deleted on %(date)s."
            )
            % {"date": _written(survey_round.delete_answers_on)},
        ),
        (
            _("Who sees it"),
            _(
                "People in the collaboration see the result when it has been shown. Nothing is "
                "shown unless at least %(minimum)s have answered."
            )
            % {"minimum": number_word(survey_round.minimum_group_size)},
        ),
        _what_it_is_used_for(survey_round),
        (
            _("What we cannot promise"),
            _("Whoever has the file can see what each person answered."),
        ),
    ]


# --- Both ----------------------------------------------------------------------------------------


def _what_it_is_used_for(survey_round: SurveyRound) -> Part:
    text = _("%(use)s You follow it up on %(date)s.") % {
        "use": _as_sentence(survey_round.intended_use),
        "date": _written(survey_round.follow_up_on),
    }
    return _("What it is used for"), text


def _who_asks(survey_round: SurveyRound) -> Part:
    """Say whose round it is, and whom to turn to, as far as the organisation has said it."""
    organisation = survey_round.collaboration.organisation
    told = [_as_sentence(organisation.name)]
    if organisation.contact:
        told.append(_as_sentence(_("Contact: %(contact)s") % {"contact": organisation.contact}))
    if organisation.data_protection_officer:
        officer = {"officer": organisation.data_protection_officer}
        told.append(_as_sentence(_("Data protection officer: %(officer)s") % officer))
    return _("Who asks"), " ".join(told)


def _what_is_shown(survey_round: SurveyRound) -> Part:
    text = _steps_of_what_is_shown(survey_round.minimum_group_size)
    if survey_round.background:
        of_groups = _(
            "A partner is shown alone only when at least %(minimum)s from it have answered. "
            "Otherwise it is shown together with another, or not at all, so that nobody can work "
            "it out."
        ) % {"minimum": number_word(survey_round.group_minimum)}
        text = f"{text} {of_groups}"
    return _("What is shown"), text


def _steps_of_what_is_shown(minimum: int) -> str:
    if minimum >= TENTHS_FROM:
        return _(
            "Shares, never persons, and never finer than tenths. When nearly everybody answers "
            "alike, the answers are merged."
        )
    limits = {
        "minimum": number_word(minimum),
        "words": FIFTHS_FROM - 1,
        "fifths": FIFTHS_FROM,
        "last": TENTHS_FROM - 1,
        "tenths": TENTHS_FROM,
    }
    if minimum >= FIFTHS_FROM:
        return (
            _(
                "Shares, never persons. From %(minimum)s to %(last)s answers fifths, and from "
                "%(tenths)s tenths. When nearly everybody answers alike, the answers are merged."
            )
            % limits
        )
    return (
        _(
            "Shares, never persons. From %(minimum)s to %(words)s answers only words. From "
            "%(fifths)s to %(last)s fifths, and from %(tenths)s tenths. When nearly everybody "
            "answers alike, the answers are merged."
        )
        % limits
    )


def _as_sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?")) else f"{stripped}."


def _written(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def number_word(number: int) -> str:
    """Return a small number as a word, another one in figures."""
    words = {5: _("five"), 6: _("six"), 7: _("seven"), 8: _("eight"), 9: _("nine"), 10: _("ten")}
    return words.get(number, str(number))
