"""How a page with a form is answered."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, object]
) -> HttpResponse:
    """Return a page with a form: 422 when the form was sent, since it then has something wrong."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
