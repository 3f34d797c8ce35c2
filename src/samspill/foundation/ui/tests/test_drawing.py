from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from samspill.foundation.ui.drawing import DistributionFigure, draw
from samspill.foundation.ui.lettering import LETTER
from samspill.foundation.ui.shapes import Box

AGREEMENT = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]


def drawn(**changes: Any) -> DistributionFigure:
    given: dict[str, Any] = {
        "key": "s1",
        "form": "tenths",
        "tiles": (3, 3, 2, 2, 0),
        "sides": (6, 2, 2),
        "labels": AGREEMENT,
        "low_sum": "6 of 10 disagree",
        "high_sum": "2 of 10 agree",
        "title": "Six in ten disagree",
        "description": "Three in ten disagree strongly.",
    }
    return draw(**{**given, **changes})


def spread_over(points: int) -> dict[str, Any]:
    tiles = [0] * points
    for i in range(10):
        tiles[i % points] += 1
    return {"tiles": tuple(tiles), "labels": [str(i) for i in range(points)], "scale_high": points}


def edges(box: Box) -> tuple[float, float, float, float]:
    x, y = float(box.x), float(box.y)
    return x, y, x + float(box.width), y + float(box.height)


def is_inside(box: Box, well: Box) -> bool:
    left, top, right, bottom = edges(box)
    w_left, w_top, w_right, w_bottom = edges(well)
    # Coordinates are written to one decimal, so two roundings may meet.
    slack = 0.11
    return (
        w_left - slack <= left
        and right <= w_right + slack
        and w_top - slack <= top
        and bottom <= w_bottom + slack
    )


@pytest.mark.parametrize("points", range(4, 12))
def test_every_tile_lies_in_a_well(points: int) -> None:
    figure = drawn(**spread_over(points))
    assert len(figure.wells) == points
    assert len(figure.tiles) == 10
    for tile in figure.tiles:
        assert sum(is_inside(tile, well) for well in figure.wells) == 1


@pytest.mark.parametrize("points", range(4, 12))
@pytest.mark.parametrize("middle", [1.0, 2.5, 4.0])
def test_everything_lies_in_the_drawing(points: int, middle: float) -> None:
    figure = drawn(**spread_over(points), middle=middle)
    height = float(figure.height)
    for box in (*figure.wells, *figure.tiles):
        left, top, right, bottom = edges(box)
        assert left >= 0
        assert right <= 300.1
        assert top >= 0
        assert bottom <= height
    for line in (*figure.track, *figure.side_lines):
        assert 0 <= float(line.x1) <= float(line.x2) <= 300
    for word in (*figure.words, *figure.sum_words):
        assert 0 <= float(word.x) <= 300
        assert float(word.y) < height


def test_tiles_do_not_touch() -> None:
    figure = drawn(tiles=(0, 0, 10, 0, 0))
    tops = sorted(float(tile.y) for tile in figure.tiles)
    assert all(later - earlier == 14 for earlier, later in pairwise(tops))


def test_wells_grow_when_one_point_has_more_than_half() -> None:
    usual, tall = drawn(), drawn(tiles=(0, 1, 8, 1, 0))
    assert float(tall.wells[0].height) > float(usual.wells[0].height)
    assert {well.height for well in tall.wells} == {tall.wells[0].height}


def test_small_drawings_have_the_same_height() -> None:
    gathered = drawn(tiles=(0, 1, 8, 1, 0), middle=3.0, small=True)
    wide = drawn(tiles=(2, 2, 2, 2, 2), middle=3.0, small=True)
    assert gathered.height == wide.height
    assert (gathered.words, gathered.sum_words) == ((), ())


def test_the_same_input_gives_the_same_drawing() -> None:
    assert drawn(middle=2.3) == drawn(middle=2.3)


def test_no_coordinate_tells_more_than_the_number_that_is_written() -> None:
    assert drawn(middle=2.3) == drawn(middle=2.34) == drawn(middle=2.26)
    assert drawn(middle=2.3).diamond != drawn(middle=2.4).diamond


def test_fifths_are_twice_as_tall_and_have_no_diamond() -> None:
    fifths = drawn(form="fifths", tiles=(2, 2, 1, 0, 0), sides=(4, 1, 0), middle=2.1)
    assert fifths.tiles[0].height == "26"
    assert drawn().tiles[0].height == "12"
    assert fifths.diamond == ""
    assert fifths.track == ()
    assert fifths.whole == 5


@pytest.mark.parametrize("middle", [1.0, 3.0, 5.0])
def test_the_track_is_broken_for_the_diamond(middle: float) -> None:
    figure = drawn(middle=middle)
    place = float(figure.diamond.split(",")[0])
    assert not any(float(line.x1) < place < float(line.x2) for line in figure.track)


@pytest.mark.parametrize(("side", "areas"), [("low", 2), ("high", 2), ("middle", 3)])
def test_near_unanimous_shows_nine_tiles_and_hatches_the_rest(side: Any, areas: int) -> None:
    figure = drawn(
        form="near_unanimous",
        tiles=(),
        agreed_side=side,
        side_labels=["One", "Two", "Three"][:areas],
    )
    assert len(figure.wells) == 1
    assert len(figure.hatched) == areas - 1
    assert len(figure.tiles) == 9
    assert all(is_inside(tile, figure.wells[0]) for tile in figure.tiles)
    assert figure.diamond == ""
    for line in figure.hatching:
        assert any(
            edges(box)[0] <= float(line.x1) <= float(line.x2) <= edges(box)[2]
            and edges(box)[1] <= float(line.y2) <= float(line.y1) <= edges(box)[3]
            for box in figure.hatched
        )


@pytest.mark.parametrize(
    ("side", "above", "table"),
    [
        ("low", ["low", "high"], ["low", "high"]),
        ("high", ["low", "high"], ["low", "high"]),
        ("middle", ["high"], ["low", "high", "low"]),
    ],
)
def test_the_share_stands_above_the_side_it_is_about(
    side: Any, above: list[str], table: list[str]
) -> None:
    """When nearly all answer in the middle, the words belong to the middle: the only full well."""
    figure = drawn(
        form="near_unanimous",
        tiles=(),
        agreed_side=side,
        side_labels=["One", "Two", "Three"][: len(table)],
        low_sum="low",
        high_sum="high",
    )
    assert [word.text for word in figure.sum_words] == above
    assert [row.text for row in figure.rows] == table
    left, _top, right, _bottom = edges(figure.wells[0])
    shown = "low" if side == "low" else "high"
    place = next(float(word.x) for word in figure.sum_words if word.text == shown)
    assert left <= place <= right


def test_each_area_is_named_when_nearly_all_answer_in_the_middle() -> None:
    names = ["Strongly disagree or disagree", "Neither agree nor disagree", "Agree or more"]
    figure = drawn(form="near_unanimous", tiles=(), agreed_side="middle", side_labels=names)
    assert " ".join(word.text for word in figure.words) == " ".join(names)


def test_percent_stands_in_the_table_and_not_in_the_drawing() -> None:
    figure = drawn(percent=(28, 31, 19, 17, 5))
    assert [row.text for row in figure.rows] == ["28 %", "31 %", "19 %", "17 %", "5 %"]
    assert figure.tiles == drawn().tiles


@pytest.mark.parametrize("form", ["words", "hidden"])
def test_words_and_hidden_have_no_drawing(form: Any) -> None:
    figure = drawn(form=form, tiles=())
    assert not figure.has_drawing
    assert (figure.tiles, figure.wells, figure.rows) == ((), (), ())


def test_camps_are_bold_and_a_spread_is_not() -> None:
    assert drawn(tiles=(3, 2, 0, 2, 3), sides=(5, 0, 5)).camps
    assert not drawn(tiles=(2, 2, 2, 2, 2), sides=(4, 2, 4)).camps
    assert not drawn(tiles=(2, 3, 3, 2), sides=(5, 0, 5), labels=list("abcd")).camps
    assert drawn(camps=True).camps


def test_long_answers_are_named_at_the_ends_only() -> None:
    long = [f"An answer that is long {i}" for i in range(7)]
    figure = drawn(**{**spread_over(7), "labels": long})
    assert {word.anchor for word in figure.words} == {"start", "end"}


def test_answers_of_a_few_words_are_all_named() -> None:
    labels = ["Far less than the children need", "About what they need", "More than they need"]
    figure = drawn(tiles=(2, 3, 5), labels=labels, scale_high=3)
    assert " ".join(word.text for word in figure.words) == " ".join(labels)


@pytest.mark.parametrize("end", ["word " * 30, "x" * 90])
def test_the_longest_answer_stays_on_its_half(end: str) -> None:
    figure = drawn(**{**spread_over(7), "labels": [end, *"23456", end]})
    assert len(figure.words) > 4
    assert all(len(word.text) * LETTER <= 150 for word in figure.words)
    assert max(float(word.y) for word in figure.words) < float(figure.height)


def test_labels_and_tiles_must_match() -> None:
    with pytest.raises(ValueError, match="5 labels"):
        drawn(tiles=(5, 5))


def test_norwegian_numbers_do_not_reach_the_coordinates() -> None:
    with override("nb"):
        svg = render_to_string("ui/distribution_drawing.html", {"figure": drawn(middle=2.3)})
    shapes = [line for line in svg.splitlines() if "<rect" in line or "<line" in line]
    assert shapes
    assert not any("," in line for line in shapes)


def test_the_drawing_says_what_it_shows() -> None:
    svg = render_to_string("ui/distribution_drawing.html", {"figure": drawn()})
    assert 'role="img"' in svg
    assert 'aria-label="Three in ten disagree strongly."' in svg
    assert "<title>Six in ten disagree</title>" in svg
    assert "style=" not in svg


def test_the_table_never_says_none() -> None:
    with override("en"):
        page = render_to_string("ui/distribution.html", {"figure": drawn()})
    assert page.count("<tr>") == 6
    assert "few or none" in page
    assert "about 3 of 10" in page
