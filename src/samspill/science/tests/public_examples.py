"""One example for every public function of science, for `test_public_functions`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

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
from samspill.science import (
    arrays,
    chance_agreement,
    confidence_level,
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
from samspill.science.scales import Licence, ResponseScale, Scale

FIVE = ResponseScale(1, 5)
# Forty people, four items, one attitude behind them: nothing missing, nobody at an end.
TABLE = np.clip(
    np.rint(
        3
        + np.random.default_rng(7).normal(size=(40, 1)) * [0.7, 0.8, 0.9, 1.0]
        + np.random.default_rng(8).normal(scale=0.7, size=(40, 4))
    ),
    1,
    5,
)
ITEM, OTHER = TABLE[:, 0], TABLE[:, 3]
GROUPS = 1 + np.arange(40) % 3
FREE = Licence("CC BY 4.0", allows_scoring=True, allows_adaptation=True)
TRUST = Scale("trust", ("a", "b", "c", "d"), FIVE, FREE, frozenset({"d"}))
COUNTED = Distribution(FIVE, (2, 5, 8, 9, 3), missing=1)
SHOWN = show_distribution(COUNTED)


@dataclass(frozen=True)
class Example:
    """A call that works.

    Attributes
    ----------
    people : tuple of arrays
        What has one row for each person; the call takes these first. Empty for functions of
        what is already counted.
    has_groups : bool
        The second array says which group each person belongs to.
    keeps_order : bool
        The result has a row for each person.
    is_raw : bool
        Takes any kind of number as it is, and does not say where a wrong one stands.
    checks_choices : bool
        Refuses a level or a scale that is none; others leave that to who calls them.
    """

    call: Callable[..., object]
    people: tuple[np.ndarray, ...] = ()
    has_groups: bool = False
    keeps_order: bool = False
    is_raw: bool = False
    checks_choices: bool = True

    def frozen(self) -> tuple[np.ndarray, ...]:
        """Return the same arrays, in which nobody can write."""
        copies = tuple(array.copy() for array in self.people)
        for one in copies:
            one.flags.writeable = False
        return copies


def of_table(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (TABLE,), **how)


def of_item(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (ITEM,), **how)


def of_two(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (ITEM, OTHER), **how)


def of_groups(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (TABLE, GROUPS), has_groups=True, **how)


def of_sums(compute: Callable[..., object]) -> Example:
    return of_table(lambda table, **how: compute(Sums.from_ratings(table), **how))


def of_counted(compute: Callable[..., object]) -> Example:
    return of_item(lambda item, **how: compute(count_ratings(item, scale=FIVE), **how))


def fixed(call: Callable[..., object]) -> Example:
    return Example(call, checks_choices=False)


def whole(choices: dict[str, Any]) -> dict[str, Any]:
    return {"scale_points": 5, **choices}


def add_all(table: Any) -> object:
    ratings = accumulation.as_matrix(table)
    codes = np.zeros(len(ratings), dtype=np.intp)
    measure = accumulation.take_measure(ratings)
    return accumulation.add_up(ratings, codes, 1, missing="listwise", measure=measure)


EXAMPLES = {
    "adding.add_up": of_table(add_all, checks_choices=False),
    "adding.as_floats": of_item(
        lambda item: arrays.as_floats(item, "Ratings"), keeps_order=True, is_raw=True
    ),
    "adding.as_matrix": of_table(accumulation.as_matrix, keeps_order=True, is_raw=True),
    "adding.as_scores": of_item(accumulation.as_scores, keeps_order=True),
    "adding.group_codes": fixed(lambda: accumulation.group_codes(["b", "a", "b"], n_respondents=3)),
    "adding.take_measure": of_table(
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
    "agreement.within_group_agreement_index_of_groups": of_groups(
        lambda table, groups, **how: agreement.within_group_agreement_index_of_groups(
            GroupSums.from_ratings(table, groups), **whole(how)
        )
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
    "beside_chance.read_agreement": of_item(
        lambda item, **how: agreement_beside_chance.read_agreement(item, **whole(how))
    ),
    "beside_chance.read_agreement_of": of_counted(agreement_beside_chance.read_agreement_of),
    "beside_chance.read_scale_agreement": of_table(
        lambda table, **how: agreement_beside_chance.read_scale_agreement(table, **whole(how))
    ),
    "beside_chance.index_by_chance": Example(
        lambda **how: agreement_beside_chance.index_by_chance(n=6, n_items=4, **whole(how)),
    ),
    "chance.chance_agreement": Example(
        lambda **how: chance_agreement.chance_agreement(n=6, **whole(how)),
    ),
    "chance.answers_by_chance": fixed(
        lambda: chance_agreement.answers_by_chance(7, shape="skewed")
    ),
    "chance.variance_by_chance": fixed(lambda: chance_agreement.variance_by_chance(5)),
    "change.mean_difference": of_two(change.mean_difference),
    "change.paired_difference": of_two(change.paired_difference),
    "change.paired_difference_from_tally": of_two(
        lambda first, second, **how: change.paired_difference_from_tally(
            change.tally_differences(first, second), **how
        )
    ),
    "change.tally_differences": of_two(change.tally_differences),
    "change.tally_differences_from_counts": fixed(
        lambda: change.tally_differences_from_counts(np.eye(5), scale=FIVE)
    ),
    "change.mean_interval": of_item(
        lambda item, **how: change.mean_interval(item, scale=FIVE, **how)
    ),
    "change.why_too_few": fixed(lambda: change.why_too_few(tally([1, 2]))),
    "change.too_few_to_tell": fixed(lambda: change.too_few_to_tell("few_answers", 0.9)),
    "change.around": fixed(lambda: change.around(1.0, 0.5, 0.9)),
    "change.welch": fixed(lambda: change.welch(tally([1, 2, 4]), tally([2, 3, 3]))),
    "change.quantile": fixed(lambda: change.quantile(4.5, 0.9)),
    "distributions.count_ratings": of_item(lambda item: count_ratings(item, scale=FIVE)),
    "dont_know.round_number": fixed(lambda: dont_know.round_number(37)),
    "dont_know.say_dont_know": fixed(lambda: dont_know.say_dont_know(20, 4)),
    "dont_know.share_of_dont_know": fixed(lambda: dont_know.share_of_dont_know(20, 4)),
    "reading_figures.read_answers": fixed(
        lambda: reading_figures.read_answers(
            {"": 28}, [ItemAnswers({"": Distribution(FIVE, (2, 5, 8, 9, 3), missing=1)}, {"": 1})]
        )
    ),
    "reading_figures.show_number": fixed(lambda: reading_figures.show_number(28, [FIVE])),
    "distributions.mean": of_counted(distributions.mean),
    "distributions.variance": of_counted(distributions.variance),
    "distributions.standard_deviation": of_counted(distributions.standard_deviation),
    "distributions.median": of_counted(distributions.median),
    "distributions.agreement_of": of_counted(distributions.agreement_of),
    "distributions.even_variance": fixed(lambda: distributions.even_variance(5)),
    "distributions.spread_of": of_counted(distributions.spread_of),
    "effects.effect_size": of_two(effects.effect_size),
    "effects.small_sample_correction": fixed(lambda: effects.small_sample_correction(8)),
    "effects.probability_of_superiority": of_two(effects.probability_of_superiority),
    "effects.reliable_change": of_two(
        lambda first, second, **how: effects.reliable_change(first, second, reliability=0.8, **how)
    ),
    "intraclass.intraclass_correlation": Example(
        intraclass.intraclass_correlation, (ITEM, GROUPS), has_groups=True
    ),
    "intraclass.intraclass_correlation_of": of_groups(
        lambda table, groups, **how: intraclass.intraclass_correlation_of(
            GroupSums.from_ratings(table, groups), **how
        )
    ),
    "levels.check_level": Example(lambda level=0.9: confidence_level.check_level(level)),
    "one_factor.fit_one_factor": fixed(lambda: one_factor.fit_one_factor(np.cov(TABLE.T))),
    "one_factor.explained_share": fixed(
        lambda: one_factor.explained_share(reliability.mcdonald_omega(TABLE).factor, 40)  # type: ignore[arg-type]
    ),
    "readings.read_items": fixed(lambda: reading_order.read_items([SHOWN])),
    "reliability.cronbach_alpha": of_table(reliability.cronbach_alpha),
    "reliability.cronbach_alpha_of": of_sums(reliability.cronbach_alpha_of),
    "reliability.cronbach_alpha_of_groups": of_groups(
        lambda table, groups, **how: reliability.cronbach_alpha_of_groups(
            GroupSums.from_ratings(table, groups), **how
        )
    ),
    "reliability.mcdonald_omega": of_table(reliability.mcdonald_omega),
    "reliability.mcdonald_omega_of": of_sums(reliability.mcdonald_omega_of),
    "reliability.item_statistics": of_table(reliability.item_statistics),
    "reliability.item_statistics_of": of_sums(reliability.item_statistics_of),
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
    "scales.check_ratings": of_table(
        lambda table: scales.check_ratings(table, FIVE), keeps_order=True
    ),
    "scales.reverse": of_table(lambda table: scales.reverse(table, FIVE), keeps_order=True),
    "scales.score_scale": of_table(
        lambda table: scales.score_scale(table, TRUST), keeps_order=True
    ),
    "several.compare_every_pair": of_two(
        lambda first, second, **how: multiple_comparisons.compare_every_pair(
            {"board": first, "office": second}, **how
        )
    ),
    "sums.stack": of_table(
        lambda table: sufficient_statistics.stack({"all": Sums.from_ratings(table)})
    ),
    "sums.scatter": of_sums(
        lambda own: sufficient_statistics.scatter(own.counts, own.totals, own.products)
    ),
    "sums.means": of_sums(lambda own: sufficient_statistics.means(own.counts, own.totals)),
    "seen.counted_as_seen": fixed(lambda: released_figures.counted_as_seen(SHOWN)),
    "seen.seen_mean": Example(lambda **how: released_figures.seen_mean(SHOWN, **how)),
    "seen.seen_agreement": Example(lambda **how: released_figures.seen_agreement(SHOWN, **how)),
    "seen.seen_differences": Example(
        lambda **how: released_figures.seen_differences({"a": SHOWN, "b": SHOWN}, **how)
    ),
    "sums.covariances": of_sums(
        lambda own: sufficient_statistics.covariances(own.counts, own.totals, own.products)
    ),
    "tallies.tally": of_item(tallies.tally),
    "tallies.tally_counts": fixed(lambda: tallies.tally_counts({4: 2, 1: 3})),
    "tallies.add_tallies": of_two(
        lambda first, second: tallies.add_tallies(tally(first), tally(second))
    ),
    "tallies.check_answers": of_item(
        lambda item: tallies.check_answers(item, name="answers"), keeps_order=True
    ),
    "uncertainty.stretch": fixed(lambda: uncertainty.stretch(ResponseScale(1, 7))),
    "uncertainty.interval_of_middle": Example(
        lambda **how: uncertainty.interval_of_middle(SHOWN, **how)
    ),
    "uncertainty.compare_rounds": Example(
        lambda **how: uncertainty.compare_rounds(SHOWN, SHOWN, **how)
    ),
    "uncertainty.compare_groups": Example(
        lambda **how: uncertainty.compare_groups({"a": SHOWN, "b": SHOWN}, **how)
    ),
    "uncertainty.agreement_beside_chance": Example(
        lambda **how: uncertainty.agreement_beside_chance(SHOWN, **how)
    ),
    "uncertainty.measured_as": fixed(lambda: uncertainty.measured_as(37)),
}
