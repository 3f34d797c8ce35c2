from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

TEMPLATES = Path(__file__).parent.parent / "templates" / "ui"


class MeetingForm(forms.Form):
    purpose = forms.CharField(label="Purpose", help_text="One sentence.")
    mode = forms.ChoiceField(
        label="Mode",
        choices=[("anonymous", "Anonymous"), ("open", "Open")],
        widget=forms.RadioSelect,
    )
    partners = forms.MultipleChoiceField(
        label="Who", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    read = forms.BooleanField(label="I have read it")


def field(name: str, data: dict[str, str] | None = None) -> str:
    form = MeetingForm(data)
    return render_to_string("ui/field.html", {"field": form[name]})


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda p: p.name)
def test_a_template_says_its_variables_and_has_nothing_inline(template: Path) -> None:
    text = template.read_text("utf-8")
    assert "{% comment %}" in text[:200]
    markup = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", markup)


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    html = field("purpose", {"purpose": ""})
    assert 'for="id_purpose"' in html
    assert 'aria-describedby="id_purpose_helptext id_purpose_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_purpose_helptext"' in html
    assert 'id="id_purpose_error"' in html
    assert 'class="ds-input"' in html


def test_a_field_without_fault_has_no_error() -> None:
    assert "aria-invalid" not in field("purpose")


@pytest.mark.parametrize(("name", "kind"), [("mode", "radio"), ("partners", "checkbox")])
def test_choices_become_rows_in_a_fieldset(name: str, kind: str) -> None:
    html = field(name, {name: "a"})
    assert "<fieldset" in html
    assert "<legend" in html
    assert f'type="{kind}"' in html


def test_what_was_chosen_is_still_chosen() -> None:
    assert re.search(r'value="open"[^>]*\schecked', field("mode", {"mode": "open"}))


def test_a_checkbox_has_its_label_after_it() -> None:
    html = field("read")
    assert html.index('type="checkbox"') < html.index("<label")


def test_the_summary_links_to_each_fault() -> None:
    form = MeetingForm({})
    html = render_to_string("ui/error_summary.html", {"form": form})
    assert 'href="#id_purpose"' in html
    assert 'href="#id_mode"' in html
    assert render_to_string("ui/error_summary.html", {"form": MeetingForm()}).strip() == ""


def test_stages_tell_what_is_done_and_where_one_is() -> None:
    with override("en"):
        html = render_to_string("ui/stages.html", {"stage": 3})
    assert re.findall(r'data-state="(\w+)"', html) == ["done", "done", "current", "todo", "todo"]
    assert html.count('aria-current="step"') == 1
    assert html.count("(done)") == 2


def test_only_the_first_question_is_a_panel() -> None:
    assert "talk-panel" in render_to_string("ui/talk.html", {"question": "Why?", "first": True})
    assert "talk-panel" not in render_to_string("ui/talk.html", {"question": "Why?"})


def test_nobody_is_sent_what_indents_a_template() -> None:
    html = render_to_string("ui/error.html")
    assert "<main" in html
    assert not re.search(r"^[ \t]", html, re.MULTILINE)


def test_a_broken_server_can_still_say_so() -> None:
    with override("en"):
        html = render_to_string("ui/error.html")
    assert "Something went wrong" in html
    assert "Wait a minute" in html


def test_the_page_says_its_language_and_offers_three() -> None:
    with override("nn"):
        html = render_to_string("ui/error.html")
    assert '<html lang="nn"' in html
    assert re.findall(r'name="language"\s+value="(\w\w)"', html) == ["nb", "nn", "en"]
    assert html.count('aria-current="true"') == 1
