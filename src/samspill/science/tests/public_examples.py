"""One example for every public function of science, for `test_public_functions`."""

from __future__ import annotations

from collections.abc import Callable

from tests.figures.public_functions import Example, fixed, of_item, of_table

from samspill.science import (
    arrays,
    chance_agreement,
    confidence,
    distributions,
    dont_know,
    reading_figures,
    reading_order,
    scales,
    uncertainty,
)
from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution, count_ratings
from samspill.science.reading_figures import ItemAnswers
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
SHOWN = show_distribution(Distribution(FIVE, (2, 5, 8, 9, 3), missing=1))


def of_counted(compute: Callable[..., object]) -> Example:
    return of_item(lambda item, **how: compute(count_ratings(item, scale=FIVE), **how))


EXAMPLES = {
    "arrays.as_floats": of_item(
        lambda item: arrays.as_floats(item, "Ratings"), keeps_order=True, is_raw=True
    ),
    "arrays.as_numbers": of_item(
        lambda item: arrays.as_numbers(item, "Ratings"), keeps_order=True, is_raw=True
    ),
    "chance_agreement.answers_by_chance": fixed(
        lambda: chance_agreement.answers_by_chance(7, shape="skewed")
    ),
    "chance_agreement.chance_agreement": Example(
        lambda **how: chance_agreement.chance_agreement(**{"n": 6, "scale_points": 5, **how}),
    ),
    "confidence.check_level": Example(lambda level=0.9: confidence.check_level(level)),
    "confidence.student_quantile": Example(
        lambda level=0.9: confidence.student_quantile(9.5, level)
    ),
    "dont_know.round_number": fixed(lambda: dont_know.round_number(37)),
    "dont_know.say_dont_know": fixed(lambda: dont_know.say_dont_know(20, 4)),
    "dont_know.share_of_dont_know": fixed(lambda: dont_know.share_of_dont_know(20, 4)),
    "reading_figures.read_answers": fixed(
        lambda: reading_figures.read_answers(
            {"": 28}, [ItemAnswers({"": Distribution(FIVE, (2, 5, 8, 9, 3), missing=1)}, {"": 1})]
        )
    ),
    "reading_figures.show_number": fixed(lambda: reading_figures.show_number(28, [FIVE])),
    "distributions.agreement_of": of_counted(distributions.agreement_of),
    "distributions.count_ratings": of_item(lambda item: count_ratings(item, scale=FIVE)),
    "distributions.even_variance": fixed(lambda: distributions.even_variance(5)),
    "distributions.mean": of_counted(distributions.mean),
    "distributions.spread_of": of_counted(distributions.spread_of),
    "distributions.variance": of_counted(distributions.variance),
    "reading_order.read_items": fixed(lambda: reading_order.read_items([SHOWN])),
    "scales.check_ratings": of_table(
        lambda table: scales.check_ratings(table, FIVE), keeps_order=True
    ),
    "uncertainty.agreement_beside_chance": Example(
        lambda **how: uncertainty.agreement_beside_chance(SHOWN, **how)
    ),
    "uncertainty.can_compare": fixed(lambda: uncertainty.can_compare(SHOWN)),
    "uncertainty.compare_groups": Example(
        lambda **how: uncertainty.compare_groups({"a": SHOWN, "b": SHOWN}, **how)
    ),
    "uncertainty.compare_rounds": Example(
        lambda **how: uncertainty.compare_rounds(SHOWN, SHOWN, **how)
    ),
    "uncertainty.interval_of_middle": Example(
        lambda **how: uncertainty.interval_of_middle(SHOWN, **how)
    ),
    "uncertainty.measured_as": fixed(lambda: uncertainty.measured_as(37)),
    "uncertainty.stretch": fixed(lambda: uncertainty.stretch(ResponseScale(1, 7))),
}
