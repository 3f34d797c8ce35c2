"""Sums that add up: all that reliability and agreement need to know of a set of answers.

A database, several files or several machines can each make theirs and add them. For whole
ratings every sum is a whole number, so the result is the same in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.accumulation import (
    Codes,
    Missing,
    add_up,
    as_matrix,
    group_codes,
    take_measure,
)
from samspill.science.arrays import Floats, Numbers

FEWEST_FOR_SPREAD = 2


@dataclass(frozen=True, eq=False)
class Sums:
    """Counts and cross-products of the answers of one set of people.

    Attributes
    ----------
    missing : {"listwise", "pairwise"}
        Listwise: only those who answered every item are counted. Pairwise: each pair of items
        is counted over those who answered both.
    n_rows : int
        All respondents that were read.
    n : int
        Respondents counted: with every item answered (listwise) or at least one (pairwise).
    answered : float array, shape (n_items,)
        How many of all rows answered each item.
    counts, totals, products : float array, shape (n_items, n_items)
        Over the rows that count for items i and j: their number, the sum of item i, and the
        sum of item i times item j, with `origin` taken from each rating first.
    origin : float array, shape (n_items,)
        0 for whole ratings; else about the mean, so that no digits are lost.
    """

    missing: Missing
    n_rows: int
    n: int
    answered: Floats
    counts: Floats
    totals: Floats
    products: Floats
    origin: Floats

    @classmethod
    def from_ratings(cls, ratings: npt.ArrayLike, *, missing: Missing = "listwise") -> Sums:
        """Add up the ratings of one set of people.

        Parameters
        ----------
        ratings : array-like, shape (n_respondents, n_items)
            NaN is item nonresponse.
        missing : {"listwise", "pairwise"}
            Who is counted; see the class.

        Raises
        ------
        ValueError
            Not two axes, no items, not numbers, infinite, or varying by so much or so little
            that squares cannot be held; the message names the value and its place.

        Examples
        --------
        >>> sums = Sums.from_ratings([[1, 2], [3, 5], [float("nan"), 4]])
        >>> sums.n_rows, sums.n, sums.products.tolist()
        (3, 2, [[10.0, 17.0], [17.0, 29.0]])
        """
        checked = as_matrix(ratings)
        codes = np.zeros(checked.shape[0], dtype=np.intp)
        return GroupSums.from_codes(checked, codes, labels=(0,), missing=missing).of(0)

    def __add__(self, other: Sums) -> Sums:
        """Add the sums of two sets of people; nobody may be in both."""
        if self.missing != other.missing:
            msg = f"Sums made {self.missing} and {other.missing} do not add up; make them alike."
            raise ValueError(msg)
        if self.n_items != other.n_items:
            msg = f"Sums of {self.n_items} and {other.n_items} items do not add up."
            raise ValueError(msg)
        moved = other.moved_to(self.origin)
        return replace(
            self,
            n_rows=self.n_rows + other.n_rows,
            n=self.n + other.n,
            answered=self.answered + other.answered,
            counts=self.counts + other.counts,
            totals=self.totals + moved.totals,
            products=self.products + moved.products,
        )

    def moved_to(self, origin: Floats) -> Sums:
        """Return the same sums with another origin."""
        if np.array_equal(self.origin, origin):
            return self
        step = self.origin - origin
        return replace(
            self,
            totals=self.totals + step[:, None] * self.counts,
            products=self.products
            + step[:, None] * self.totals.T
            + step[None, :] * self.totals
            + np.outer(step, step) * self.counts,
            origin=origin,
        )

    @property
    def n_items(self) -> int:
        return int(self.products.shape[-1])

    @property
    def left_out(self) -> int:
        """How many rows are counted nowhere."""
        return self.n_rows - self.n

    @property
    def means(self) -> Floats:
        """Mean of each item over those counted; NaN for an item nobody answered."""
        return means(self.counts, self.totals) + self.origin

    @property
    def covariances(self) -> Floats:
        """Sample covariances (n - 1); NaN for pairs that fewer than two answered."""
        return covariances(self.counts, self.totals, self.products)


@dataclass(frozen=True, eq=False)
class GroupSums:
    """The sums of several groups that do not overlap, one group after the other.

    `n_rows`, `n` and `answered` have one row for each group; `counts`, `totals` and `products`
    have shape (n_groups, n_items, n_items). `counts` and `totals` are views where listwise
    makes them repeat.
    """

    missing: Missing
    labels: tuple[object, ...]
    n_rows: npt.NDArray[np.int64]
    n: npt.NDArray[np.int64]
    answered: Floats
    counts: Floats
    totals: Floats
    products: Floats
    origin: Floats

    @classmethod
    def from_ratings(
        cls, ratings: npt.ArrayLike, groups: npt.ArrayLike, *, missing: Missing = "listwise"
    ) -> GroupSums:
        """Add up the ratings of every group in one pass.

        Parameters
        ----------
        ratings : array-like, shape (n_respondents, n_items)
            NaN is item nonresponse.
        groups : array-like, shape (n_respondents,)
            The group of each respondent: whole numbers or texts.
        missing : {"listwise", "pairwise"}
            As `Sums`.

        Raises
        ------
        ValueError
            As `Sums.from_ratings`; or `groups` has another length, or somebody has no group.
        """
        checked = as_matrix(ratings)
        labels, codes = group_codes(groups, n_respondents=checked.shape[0])
        return cls.from_codes(checked, codes, labels=labels, missing=missing)

    @classmethod
    def from_codes(
        cls,
        ratings: Numbers,
        codes: Codes,
        *,
        labels: tuple[object, ...],
        missing: Missing,
    ) -> GroupSums:
        """Add up with groups already numbered from 0; `ratings` as `as_matrix` gives them."""
        if missing not in {"listwise", "pairwise"}:
            msg = f"missing is 'listwise' or 'pairwise'; got {missing!r}."
            raise ValueError(msg)
        measure = take_measure(ratings)
        added = add_up(ratings, codes, len(labels), missing=missing, measure=measure)
        n_rows = np.bincount(codes, minlength=len(labels))
        return cls(
            missing,
            labels,
            n_rows,
            added.n,
            added.answered,
            *added.squares(missing),
            measure.origin,
        )

    def __add__(self, other: GroupSums) -> GroupSums:
        """Add the sums of two sets of people, group by group; nobody may be in both."""
        if self._is_like(other):
            return replace(
                self,
                n_rows=self.n_rows + other.n_rows,
                n=self.n + other.n,
                answered=self.answered + other.answered,
                counts=self.counts + other.counts,
                totals=self.totals + other.totals,
                products=self.products + other.products,
            )
        added = self.by_label()
        for label, own in other.by_label().items():
            added[label] = added[label] + own if label in added else own
        return stack(added)

    def _is_like(self, other: GroupSums) -> bool:
        """Return whether the arrays of both stand for the same groups, and add as they are."""
        return (
            self.labels == other.labels
            and self.missing == other.missing
            and np.array_equal(self.origin, other.origin)
        )

    def of(self, row: int) -> Sums:
        """Return the sums of one group, by its place."""
        return Sums(
            self.missing,
            int(self.n_rows[row]),
            int(self.n[row]),
            self.answered[row],
            self.counts[row],
            self.totals[row],
            self.products[row],
            self.origin,
        )

    def by_label(self) -> dict[object, Sums]:
        """Return the sums of every group, by its label."""
        return {label: self.of(row) for row, label in enumerate(self.labels)}

    def together(self) -> Sums:
        """Return the sums of all the groups as one."""
        return Sums(
            self.missing,
            int(self.n_rows.sum()),
            int(self.n.sum()),
            self.answered.sum(axis=0),
            self.counts.sum(axis=0),
            self.totals.sum(axis=0),
            self.products.sum(axis=0),
            self.origin,
        )

    @property
    def n_items(self) -> int:
        return int(self.products.shape[-1])


def stack(groups: dict[object, Sums]) -> GroupSums:
    """Put the sums of several groups after one another, on the origin of the first.

    Raises
    ------
    ValueError
        No groups, or sums of different items or with different rules for missing answers.
    """
    if not groups:
        msg = "At least one group is needed; got none."
        raise ValueError(msg)
    every = list(groups.values())
    first = every[0]
    if any(sums.n_items != first.n_items or sums.missing != first.missing for sums in every):
        msg = "The groups must have the same items and the same rule for missing answers."
        raise ValueError(msg)
    every = [sums.moved_to(first.origin) for sums in every]
    return GroupSums(
        first.missing,
        tuple(groups),
        np.array([sums.n_rows for sums in every]),
        np.array([sums.n for sums in every]),
        np.stack([sums.answered for sums in every]),
        np.stack([sums.counts for sums in every]),
        np.stack([sums.totals for sums in every]),
        np.stack([sums.products for sums in every]),
        first.origin,
    )


def scatter(counts: Floats, totals: Floats, products: Floats) -> Floats:
    """Return n times the sum of products of deviations: exact for whole ratings."""
    spread: Floats = counts * products - totals * np.swapaxes(totals, -1, -2)
    return spread


def means(counts: Floats, totals: Floats) -> Floats:
    """Return the mean of every item, from its own row of the sums; NaN where nobody answered."""
    n, total = np.diagonal(counts), np.diagonal(totals)
    mean: Floats = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
    return mean


def covariances(counts: Floats, totals: Floats, products: Floats) -> Floats:
    """Return sample covariances; NaN where fewer than two answered both."""
    covariance: Floats = np.divide(
        scatter(counts, totals, products),
        counts * (counts - 1),
        out=np.full(products.shape, np.nan),
        where=counts >= FEWEST_FOR_SPREAD,
    )
    return covariance
