"""Up to three questions of one's own, added to what an instrument asks, and marked as that."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from samspill.surveys.models import SurveyRound
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import ItemContent, RoundContent, wording_of

MOST_OWN = 3
KEY = "own-"
LONGEST = 200


def is_own(key: str) -> bool:
    """Return whether an item was added by hand, beside those of the instrument."""
    return key.startswith(KEY)


def own_items(asked: RoundContent) -> tuple[ItemContent, ...]:
    return tuple(item for item in asked.items if is_own(item.key))


def with_own(content: RoundContent, own: Sequence[ItemContent]) -> RoundContent:
    """Return content with these instead of the own questions it had, on its first scale."""
    kept = tuple(item for item in content.items if not is_own(item.key))
    scale = content.scales[0].key
    return replace(content, items=(*kept, *(replace(item, scale=scale) for item in own)))


def made_own(texts: Sequence[str], content: RoundContent, language: str) -> list[ItemContent]:
    """Return items of what somebody has written, in the one language it is in."""
    return [
        ItemContent(
            key=f"{KEY}{number}",
            wording=wording_of({language: text}, language),
            theme={language: text.rstrip(".?")},
            text={language: text},
            talk=content.talk,
            scale=content.scales[0].key,
        )
        for number, text in enumerate(texts, start=1)
    ]


class OwnQuestionsForm(forms.Form):
    """One's own questions, each answered on the scale of the others."""

    def __init__(self, *args: object, survey_round: SurveyRound, language: str) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.language = language
        written = [in_language(item.text, language) for item in own_items(survey_round.asked)]
        for number in range(1, MOST_OWN + 1):
            self.fields[f"own-{number}"] = forms.CharField(
                label=_("Own question %(number)s") % {"number": number},
                required=False,
                max_length=LONGEST,
                initial=written[number - 1] if number <= len(written) else "",
                widget=forms.TextInput(),
            )

    def texts(self) -> list[str]:
        """Return what was written, without the fields that stand open and without doubles."""
        written = (" ".join(self.cleaned_data[name].split()) for name in self.fields)
        return list(dict.fromkeys(filter(None, written)))
