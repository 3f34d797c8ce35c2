"""How a file comes in: in small parts where there is a script, in one piece where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.imports import operations
from samspill.imports.access import AnswerFile, access_answer_file
from samspill.imports.forms import MEGABYTE, MOST_IN_ONE_PIECE, FileForm
from samspill.imports.operations import MOST_BYTES, PART_BYTES, TooManyFilesError, WrongStateError
from samspill.surveys.public import contents_of


@guarded(access_collaboration, to="change")
def new_file(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MOST_IN_ONE_PIECE:
            form.add_error("file", _too_large_in_one_piece())
        else:
            try:
                return _take_whole(request, collaboration, file)
            except TooManyFilesError:
                form.add_error("file", _too_many())
    context = {
        "collaboration": collaboration,
        "form": form,
        "instruments": [
            (key, askable.title) for key, askable in contents_of(request.actor).items()
        ],
        "most": MOST_BYTES // MEGABYTE,
        "most_in_one_piece": MOST_IN_ONE_PIECE // MEGABYTE,
        "part_bytes": PART_BYTES,
        "most_bytes": MOST_BYTES,
        "told": {"large": _too_large(), "failed": _failed()},
    }
    return render(request, "imports/new.html", context, status=422 if form.is_bound else 200)


@require_POST
@guarded(access_collaboration, to="change")
def begin(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    """Make ready for a file that comes in parts, and say where they go."""
    size = request.POST.get("size", "")
    try:
        made = operations.begin_file(
            collaboration,
            name=_name(request.POST.get("name", "")),
            size=int(size[:12]) if size.isascii() and size.isdecimal() else 0,
            by=request.actor,
        )
    except TooManyFilesError:
        return JsonResponse({"told": _too_many()}, status=409)
    except ValueError:
        return JsonResponse({"told": _too_large()}, status=422)
    return JsonResponse(
        {
            "part": reverse("imports:part", args=[made.pk]),
            "finish": reverse("imports:finish", args=[made.pk]),
            "then": reverse("imports:file", args=[made.pk]),
        },
        status=201,
    )


@require_POST
@guarded(access_answer_file, to="change")
def part(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    number = request.GET.get("number", "")
    try:
        operations.add_part(
            answer_file,
            int(number[:6]) if number.isascii() and number.isdecimal() else -1,
            request.body,
        )
    except (ValueError, WrongStateError):
        return JsonResponse({"told": _failed()}, status=422)
    return HttpResponse(status=204)


@require_POST
@guarded(access_answer_file, to="change")
def finish(_request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    try:
        operations.finish_file(answer_file)
    except (ValueError, WrongStateError):
        return JsonResponse({"told": _failed()}, status=422)
    return HttpResponse(status=204)


def _take_whole(
    request: ActorRequest, collaboration: Collaboration, file: UploadedFile[bytes]
) -> HttpResponse:
    made = operations.begin_file(
        collaboration, name=_name(file.name or ""), size=file.size or 0, by=request.actor
    )
    for number, data in enumerate(_pieces(file)):
        operations.add_part(made, number, data)
    operations.finish_file(made)
    return redirect("imports:file", made.pk)


def _pieces(file: UploadedFile[bytes]) -> Iterator[bytes]:
    while piece := file.read(PART_BYTES):
        yield piece


def _name(name: str) -> str:
    """Return a file's name without signs that cannot be seen, or a word where it has none."""
    visible = "".join(sign for sign in name if sign.isprintable()).strip()
    return visible or _("a file without a name")


def _too_large() -> str:
    return _(
        "The file is empty, or larger than %(most)s MB. Keep the columns with answers alone, and "
        "choose it again."
    ) % {"most": MOST_BYTES // MEGABYTE}


def _too_large_in_one_piece() -> str:
    return _(
        "Without scripts in the browser the file can be at most %(most)s MB. Let scripts run "
        "here, or keep the columns with answers alone."
    ) % {"most": MOST_IN_ONE_PIECE // MEGABYTE}


def _too_many() -> str:
    return _("You have many files on their way already. Take them in, or remove them, first.")


def _failed() -> str:
    return _("The file did not come through. Choose it again.")


# A file in one piece, with what a form has around it.
new_file.takes_at_most = MOST_IN_ONE_PIECE + MEGABYTE // 2  # type: ignore[attr-defined]
