"""One example for every public function of the lab's statistics, for `test_public_functions`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from tests.figures.public_functions import (
    GROUPS,
    ITEM,
    TABLE,
    Example,
    fixed,
    of_groups,
    of_item,
    of_table,
    of_two,
)

from samspill.lab.statistics import (
    accumulation,
    agreement,
    agreement_beside_chance,
    change,
    effects,
    intraclass,
    multiple_comparisons,
    one_factor,
    released_figures,
    reliability,
    reliability_intervals,
    sufficient_statistics,
    tallies,
)
from samspill.lab.statistics.sufficient_statistics import GroupSums, Sums
from samspill.lab.statistics.tallies import tally
from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
COUNTED = Distribution(FIVE, (2, 5, 8, 9, 3), missing=1)
SHOWN = show_distribution(COUNTED)


def of_sums(compute: Callable[..., object]) -> Example:
    return of_table(lambda table, **how: compute(Sums.from_ratings(table), **how))


def whole(choices: dict[str, Any]) -> dict[str, Any]:
    return {"scale_points": 5, **choices}


def add_all(table: Any) -> object:
    ratings = accumulation.as_matrix(table)
    codes = np.zeros(len(ratings), dtype=np.intp)
    measure = accumulation.take_measure(ratings)
    return accumulation.add_up(ratings, codes, 1, missing="listwise", measure=measure)


EXAMPLES = {
    "accumulation.add_up": of_table(add_all, checks_choices=False),
    "accumulation.as_matrix": of_table(accumulation.as_matrix, keeps_order=True, is_raw=True),
    "accumulation.as_scores": of_item(accumulation.as_scores, keeps_order=True),
    "accumulation.group_codes": fixed(
        lambda: accumulation.group_codes(["b", "a", "b"], n_respondents=3)
    ),
    "accumulation.take_measure": of_table(
        lambda table: accumulation.take_measure(accumulation.as_matrix(table))
    ),
    "agreement.within_group_agreement": of_item(
        lambda item, **how: agreement.within_group_agreement(item, **whole(how))
    ),
    "agreement.within_group_agreement_index": of_table(
        lambda table, **how: agreement.within_group_agreement_index(table, **whole(how))
    ),
    "agreement.within_group_agreement_index_of": of_sums(
        lambda own, **how: agreement.within_group_agreement_index_of(own, **whole(how))
    ),
    "agreement.average_deviation": of_table(agreement.average_deviation),
    "agreement.stepped_up": fixed(lambda: agreement.stepped_up(0.4, 5)),
    "agreement.count_one": of_item(
        lambda item, **how: agreement.count_one(item, lowest=1, **whole(how))
    ),
    "agreement.check_table": of_table(
        lambda table, **how: agreement.check_table(table, lowest=1, **whole(how)),
        keeps_order=True,
    ),
    "agreement_beside_chance.read_agreement": of_item(
        lambda item, **how: agreement_beside_chance.read_agreement(item, **whole(how))
    ),
    "agreement_beside_chance.read_scale_agreement": of_table(
        lambda table, **how: agreement_beside_chance.read_scale_agreement(table, **whole(how))
    ),
    "agreement_beside_chance.index_by_chance": Example(
        lambda **how: agreement_beside_chance.index_by_chance(n=6, n_items=4, **whole(how)),
    ),
    "change.mean_difference": of_two(change.mean_difference),
    "change.paired_difference": of_two(change.paired_difference),
    "change.mean_interval": of_item(
        lambda item, **how: change.mean_interval(item, scale=FIVE, **how)
    ),
    "change.why_too_few": fixed(lambda: change.why_too_few(tally([1, 2]))),
    "change.too_few_to_tell": fixed(lambda: change.too_few_to_tell("few_answers", 0.9)),
    "change.around": fixed(lambda: change.around(1.0, 0.5, 0.9)),
    "change.welch": fixed(lambda: change.welch(tally([1, 2, 4]), tally([2, 3, 3]))),
    "change.quantile": fixed(lambda: change.quantile(4.5, 0.9)),
    "effects.effect_size": of_two(effects.effect_size),
    "effects.probability_of_superiority": of_two(effects.probability_of_superiority),
    "intraclass.intraclass_correlation": Example(
        intraclass.intraclass_correlation, (ITEM, GROUPS), has_groups=True
    ),
    "intraclass.intraclass_correlation_of": of_groups(
        lambda table, groups, **how: intraclass.intraclass_correlation_of(
            GroupSums.from_ratings(table, groups), **how
        )
    ),
    "one_factor.fit_one_factor": fixed(lambda: one_factor.fit_one_factor(np.cov(TABLE.T))),
    "one_factor.explained_share": fixed(
        lambda: one_factor.explained_share(reliability.mcdonald_omega(TABLE).factor, 40)  # type: ignore[arg-type]
    ),
    "reliability.cronbach_alpha": of_table(reliability.cronbach_alpha),
    "reliability.cronbach_alpha_of": of_sums(reliability.cronbach_alpha_of),
    "reliability.mcdonald_omega": of_table(reliability.mcdonald_omega),
    "reliability.mcdonald_omega_of": of_sums(reliability.mcdonald_omega_of),
    "reliability.item_statistics": of_table(reliability.item_statistics),
    "reliability_intervals.feldt_interval": fixed(
        lambda: reliability_intervals.feldt_interval(0.8, n=40, n_items=4)
    ),
    "reliability_intervals.jackknife_interval": of_table(reliability_intervals.jackknife_interval),
    "reliability_intervals.is_heaped": of_table(
        lambda table: reliability_intervals.is_heaped(accumulation.as_matrix(table)),
        is_raw=True,
        checks_choices=False,
    ),
    "reliability_intervals.is_heaped_of": fixed(
        lambda: reliability_intervals.is_heaped_of(np.array([COUNTED.counts] * 4))
    ),
    "multiple_comparisons.compare_every_pair": of_two(
        lambda first, second, **how: multiple_comparisons.compare_every_pair(
            {"board": first, "office": second}, **how
        )
    ),
    "sufficient_statistics.stack": of_table(
        lambda table: sufficient_statistics.stack({"all": Sums.from_ratings(table)})
    ),
    "sufficient_statistics.scatter": of_sums(
        lambda own: sufficient_statistics.scatter(own.counts, own.totals, own.products)
    ),
    "sufficient_statistics.means": of_sums(
        lambda own: sufficient_statistics.means(own.counts, own.totals)
    ),
    "released_figures.counted_as_seen": fixed(lambda: released_figures.counted_as_seen(SHOWN)),
    "released_figures.seen_mean": Example(lambda **how: released_figures.seen_mean(SHOWN, **how)),
    "released_figures.seen_agreement": Example(
        lambda **how: released_figures.seen_agreement(SHOWN, **how)
    ),
    "released_figures.seen_differences": Example(
        lambda **how: released_figures.seen_differences({"a": SHOWN, "b": SHOWN}, **how)
    ),
    "sufficient_statistics.covariances": of_sums(
        lambda own: sufficient_statistics.covariances(own.counts, own.totals, own.products)
    ),
    "tallies.tally": of_item(tallies.tally),
    "tallies.tally_counts": fixed(lambda: tallies.tally_counts({4: 2, 1: 3})),
    "tallies.check_answers": of_item(
        lambda item: tallies.check_answers(item, name="answers"), keeps_order=True
    ),
}
