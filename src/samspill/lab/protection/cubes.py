"""Tables of counts with totals: axes, cells, and the sums that bind them.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy import sparse

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Sum = tuple[tuple[int, ...], int]
TOTAL = "*"


@dataclass(frozen=True)
class Axis:
    """One way of dividing the people, with everything that is summed along it.

    Attributes
    ----------
    name : str
        What the axis is called.
    leaves : tuple of str
        The finest parts; each person is in exactly one.
    sums : tuple of (str, tuple of str)
        Each coarser part, and the parts (leaves, or sums named before it) that make it up.
    """

    name: str
    leaves: tuple[str, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Leaves first, then the sums."""
        return self.leaves + tuple(name for name, _ in self.sums)

    @classmethod
    def flat(cls, name: str, leaves: Sequence[str]) -> "Axis":
        """Make an axis with its parts and one total."""
        return cls(name, tuple(leaves), ((TOTAL, tuple(leaves)),))

    @classmethod
    def nested(cls, name: str, parents: Mapping[str, str]) -> "Axis":
        """Make an axis of two levels and a total, from the parent of each leaf."""
        groups: dict[str, list[str]] = {}
        for leaf, parent in parents.items():
            groups.setdefault(parent, []).append(leaf)
        sums = tuple((parent, tuple(leaves)) for parent, leaves in groups.items())
        return cls(name, tuple(parents), (*sums, (TOTAL, tuple(groups))))


@dataclass(frozen=True)
class Cube:
    """The cells of a table and the sums between them, without the counts.

    Attributes
    ----------
    axes : tuple of Axis
        A cell is one node of each, the last axis running fastest.
    """

    axes: tuple[Axis, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many nodes each axis has."""
        return tuple(len(axis.nodes) for axis in self.axes)

    @cached_property
    def n_cells(self) -> int:
        """How many cells there are, totals included."""
        return int(np.prod(self.shape))

    @cached_property
    def relations(self) -> sparse.csr_array:
        """Every sum as a row: 1 at the parts, -1 at the sum; times the counts it is 0.

        Returns
        -------
        sparse array, shape (n_sums, n_cells)
        """
        places = np.arange(self.n_cells).reshape(self.shape)
        rows: list[npt.NDArray[np.int64]] = []
        columns: list[npt.NDArray[np.int64]] = []
        signs: list[npt.NDArray[np.float64]] = []
        first = 0
        for number, axis in enumerate(self.axes):
            along = np.moveaxis(places, number, 0).reshape(len(axis.nodes), -1)
            where = {node: index for index, node in enumerate(axis.nodes)}
            for name, parts in axis.sums:
                members = [where[part] for part in parts] + [where[name]]
                block = along[members]
                rows.append(np.tile(first + np.arange(block.shape[1]), len(members)))
                columns.append(block.ravel())
                sign = np.ones(block.shape)
                sign[-1] = -1.0
                signs.append(sign.ravel())
                first += block.shape[1]
        entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
        return sparse.coo_array(entries, shape=(first, self.n_cells)).tocsr()

    def count(self, rows: Iterable[tuple[tuple[str, ...], int]]) -> Counts:
        """Sum the people of each row into every cell.

        Parameters
        ----------
        rows : iterable of (tuple of str, int)
            The leaf on each axis, and how many people.

        Returns
        -------
        array of int, shape (n_cells,)

        Raises
        ------
        ValueError
            When a count is below zero or a leaf is not on its axis.
        """
        leaves = [{leaf: index for index, leaf in enumerate(axis.leaves)} for axis in self.axes]
        counts = np.zeros(self.shape, dtype=np.int64)
        for labels, people in rows:
            if people < 0:
                raise ValueError(f"{people} people: give 0 or more.")
            for axis, known, label in zip(self.axes, leaves, labels, strict=True):
                if label not in known:
                    raise ValueError(f'"{label}" is not on the axis {axis.name}. Add it there.')
            counts[tuple(known[label] for known, label in zip(leaves, labels, strict=True))] += (
                people
            )
        for number, axis in enumerate(self.axes):
            along = np.moveaxis(counts, number, 0)
            where = {node: index for index, node in enumerate(axis.nodes)}
            for name, parts in axis.sums:
                along[where[name]] = along[[where[part] for part in parts]].sum(axis=0)
        return counts.ravel()

    def labels(self) -> list[tuple[str, ...]]:
        """Name every cell, in order."""
        return list(product(*(axis.nodes for axis in self.axes)))

    def unit_of_cells(self) -> npt.NDArray[np.int64]:
        """Return for each cell which node of the first axis it belongs to."""
        return np.repeat(np.arange(self.shape[0]), self.n_cells // self.shape[0])


@dataclass(frozen=True)
class PublishedTable:
    """What a reader of a table sees.

    Attributes
    ----------
    cube : Cube
        Which cells there are.
    values : array of int, shape (n_cells,)
        The counts that are shown; -1 where a cell is not.
    told : tuple of (tuple of int, int)
        Cells that are not shown by themselves, and how many people they count together.
    """

    cube: Cube
    values: Counts
    told: tuple[Sum, ...] = ()

    @property
    def hidden(self) -> Mask:
        """Which cells have no number of their own."""
        return self.values < 0

    @cached_property
    def sums(self) -> sparse.csr_array:
        """What is told of cells together: a row for each sum with 1 at its cells."""
        return members_of([cells for cells, _ in self.told], self.cube.n_cells)


def members_of(groups: Sequence[tuple[int, ...]], n: int) -> sparse.csr_array:
    """Write groups of cells as rows with 1 at their cells, shape (n_groups, n)."""
    rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    cells = np.array([cell for group in groups for cell in group], dtype=np.int64)
    return sparse.coo_array((np.ones(len(cells)), (rows, cells)), shape=(len(groups), n)).tocsr()
