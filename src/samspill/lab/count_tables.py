"""From the rows of a file to the cube of `lab.protection.cubes`: its axes, its counts, its totals.

A row may hold a total: there the word for all stands in the column that is summed over, in a
hierarchy in its finer columns. A row of a protected table may hold cells that are shown together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _

from samspill.lab.answer_files import AnswerFileError, find_column, printable
from samspill.lab.count_files import (
    TOGETHER,
    CountFile,
    Labels,
    Row,
    is_word_for_all,
    whole_number,
)
from samspill.lab.protection.cubes import TOTAL, Axis, Counts, Cube

# More cells than this, totals included, would take hours.
MOST_CELLS = 20_000

Nodes = tuple[str, ...]
Group = tuple[int, ...]


@dataclass(frozen=True)
class Shape:
    """What the user says of the columns.

    Attributes
    ----------
    count : str or None
        The column with the number of people; None for the last.
    hierarchies : tuple of tuple of str
        Columns that belong to one axis, the finest first.
    ordered : dict of str to tuple of str
        Columns whose values have neighbours, with the order; empty for the order in the file.
    """

    count: str | None
    hierarchies: tuple[tuple[str, ...], ...] = ()
    ordered: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Chain:
    """One axis of the table as columns: where each level stands, the finest first."""

    places: tuple[int, ...]
    axis: Axis
    is_ordered: bool

    @cached_property
    def above(self) -> dict[str, str]:
        """What each part is summed into."""
        return {part: whole for whole, parts in self.axis.sums for part in parts}


@dataclass(frozen=True)
class CountTable:
    """A file, counted.

    Attributes
    ----------
    source : CountFile
        The file.
    chains : tuple of Chain
        The axes in the order of the cube.
    counts : array of int, shape (n_cells,)
        People in each cell, totals included.
    cells : tuple of int
        For each row of the file, which cell it is.
    """

    source: CountFile
    chains: tuple[Chain, ...]
    counts: Counts
    cells: tuple[int, ...]

    @cached_property
    def cube(self) -> Cube:
        return Cube(tuple(chain.axis for chain in self.chains))

    @cached_property
    def nodes(self) -> list[Nodes]:
        """The node of each axis that each cell is."""
        return self.cube.labels()


# --- From columns to axes --------------------------------------------------------------------


def count_table(source: CountFile, shape: Shape) -> CountTable:
    """Count a file: make the axes from its columns, and sum its rows into every cell.

    Rows that hold totals must add up; a cell without a row is a cell of nobody.

    Raises
    ------
    AnswerFileError
        A column, a label or a count is wrong; the sentence says where.
    """
    chains = _chains(source, shape)
    cube = Cube(tuple(chain.axis for chain in chains))
    if cube.n_cells > MOST_CELLS:
        message = _(
            "{file} makes a table of {cells} cells with its totals. At most {most} can be "
            "protected: leave out a column, or divide the file."
        )
        raise AnswerFileError(message.format(file=source.name, cells=cube.n_cells, most=MOST_CELLS))
    cells = tuple(find_cell(source, row, chains, cube) for row in source.rows)
    _refuse_repeats(source, cells)
    people = [whole_number(source, row) for row in source.rows]
    leaf = _is_leaf(cube)
    counts = cube.count(
        (_nodes_of(cube, cell), number)
        for cell, number in zip(cells, people, strict=True)
        if leaf[cell]
    )
    for row, cell, number in zip(source.rows, cells, people, strict=True):
        if counts[cell] != number:
            message = _(
                "{where}: the total is {total}, but its parts are {parts} together. "
                "Correct the total or the parts."
            )
            where = source.where(row, source.count_column)
            raise AnswerFileError(message.format(where=where, total=number, parts=counts[cell]))
    return CountTable(source, chains, counts, cells)


def _chains(source: CountFile, shape: Shape) -> tuple[Chain, ...]:
    """Make an axis of each hierarchy and of each column that is left; the longest comes first.

    One with neighbours comes last: merging looks for neighbours there.
    """
    taken: list[str] = []
    groups: list[tuple[str, ...]] = []
    for hierarchy in shape.hierarchies:
        for column in hierarchy:
            find_column(source.columns, column, name=source.name)
        groups.append(hierarchy)
        taken += hierarchy
    finest = {column: hierarchy[0] for hierarchy in groups for column in hierarchy}
    for column in shape.ordered:
        find_column(source.columns, column, name=source.name)
        if finest.get(column, column) != column:
            message = _(
                'The column "{column}" has no order of its own: it sums "{part}". Name that in '
                "--ordered."
            )
            raise AnswerFileError(
                message.format(column=printable(column), part=printable(finest[column]))
            )
    groups += [(column,) for column in source.columns if column not in taken]
    chains = [_chain(source, group, shape.ordered.get(group[0])) for group in groups]
    return tuple(sorted(chains, key=lambda chain: (chain.is_ordered, -len(chain.axis.leaves))))


def _chain(source: CountFile, columns: Sequence[str], order: tuple[str, ...] | None) -> Chain:
    """Find the leaves of one axis, and what each is summed into."""
    columns_of_levels = tuple(source.columns.index(column) for column in columns)
    parents: list[dict[str, tuple[str, int]]] = [{} for _level in columns[1:]]
    leaves: dict[str, None] = {}
    for row in source.rows:
        labels = [row.labels[index] for index in columns_of_levels]
        for column, label in zip(columns, labels, strict=True):
            if not label:
                message = _("{where}: the cell is empty. Write what the row counts.")
                raise AnswerFileError(message.format(where=source.where(row, column)))
        if is_word_for_all(labels[0]):
            continue
        leaves[labels[0]] = None
        for level, known in enumerate(parents):
            part, whole = labels[level], labels[level + 1]
            before, number = known.setdefault(part, (whole, row.number))
            if before != whole:
                message = _(
                    '{where}: "{part}" stands under "{whole}" here and under "{before}" in row '
                    "{number}. Give each its own name, and write the finest column of --hierarchy "
                    "first."
                )
                raise AnswerFileError(
                    message.format(
                        where=source.where(row, columns[level + 1]),
                        part=printable(part),
                        whole=printable(whole),
                        before=printable(before),
                        number=number,
                    )
                )
    if not leaves:
        message = _('{file}: the column "{column}" has nothing but totals. Add the parts.')
        raise AnswerFileError(message.format(file=source.name, column=printable(columns[0])))
    names = sorted(leaves) if order is None else _in_order(columns[0], leaves, order)
    return Chain(columns_of_levels, _axis(columns[0], names, parents), order is not None)


def _in_order(column: str, leaves: dict[str, None], order: tuple[str, ...]) -> list[str]:
    if not order:
        return list(leaves)
    missing = sorted(set(leaves) ^ set(order))
    if missing or len(set(order)) != len(order):
        message = _(
            'The order of "{column}" must name each of its values once: {values}. '
            "Correct --ordered."
        )
        values = ", ".join(printable(leaf) for leaf in leaves)
        raise AnswerFileError(message.format(column=printable(column), values=values))
    return list(order)


def _axis(name: str, leaves: Sequence[str], parents: list[dict[str, tuple[str, int]]]) -> Axis:
    """Name each node by its level and its label, so that two levels may use the same words."""
    parts: dict[str, None] = {f"0:{leaf}": None for leaf in leaves}
    bottom = tuple(parts)
    sums: list[tuple[str, tuple[str, ...]]] = []
    for level, known in enumerate(parents):
        groups: dict[str, list[str]] = {}
        for part in parts:
            whole = f"{level + 1}:{known[part.split(':', 1)[1]][0]}"
            groups.setdefault(whole, []).append(part)
        sums += [(whole, tuple(members)) for whole, members in groups.items()]
        parts = dict.fromkeys(groups)
    return Axis(name, bottom, (*sums, (TOTAL, tuple(parts))))


# --- From rows to cells ----------------------------------------------------------------------


def find_cell(source: CountFile, row: Row, chains: Sequence[Chain], cube: Cube) -> int:
    """Return which cell of the cube a row is."""
    cell = 0
    for chain, size in zip(chains, cube.shape, strict=True):
        labels = [row.labels[column] for column in chain.places]
        node = next(
            (f"{n}:{label}" for n, label in enumerate(labels) if not is_word_for_all(label)), TOTAL
        )
        if node not in chain.axis.nodes:
            level = int(node.split(":", 1)[0])
            raise _not_in_table(source, row, chain.places[level])
        cell = cell * size + chain.axis.nodes.index(node)
    return cell


def find_cells(source: CountFile, row: Row, chains: Sequence[Chain], cube: Cube) -> Group:
    """Return which cells a row of a protected table is: several where they are shown together."""
    for chain in chains:
        column = chain.places[0]
        label = row.labels[column]
        parts = label.split(TOGETHER)
        if f"0:{label}" in chain.axis.nodes or len(parts) == 1:
            continue
        rows = [replace(row, labels=_with(row.labels, column, part)) for part in parts]
        return tuple(find_cell(source, part_row, chains, cube) for part_row in rows)
    return (find_cell(source, row, chains, cube),)


def _with(labels: Labels, index: int, label: str) -> Labels:
    return (*labels[:index], label, *labels[index + 1 :])


def _nodes_of(cube: Cube, cell: int) -> Nodes:
    nodes: list[str] = []
    for axis in reversed(cube.axes):
        cell, node = divmod(cell, len(axis.nodes))
        nodes.append(axis.nodes[node])
    return tuple(reversed(nodes))


def _is_leaf(cube: Cube) -> list[bool]:
    leaves = [frozenset(axis.leaves) for axis in cube.axes]
    return [
        all(node in known for node, known in zip(nodes, leaves, strict=True))
        for nodes in cube.labels()
    ]


def _not_in_table(source: CountFile, row: Row, column: int) -> AnswerFileError:
    message = _(
        '{where}: "{label}" is not in the table that is to be protected. Add its rows there, with '
        "0 people where there is nobody."
    )
    where = source.where(row, source.columns[column])
    return AnswerFileError(message.format(where=where, label=printable(row.labels[column])))


def _refuse_repeats(source: CountFile, cells: Sequence[int]) -> None:
    first: dict[int, int] = {}
    for row, cell in zip(source.rows, cells, strict=True):
        if cell in first:
            message = _(
                "{file}, row {row}: row {first} counts the same people. Keep one of them, or "
                "add them together."
            )
            raise AnswerFileError(
                message.format(file=source.name, row=row.number, first=first[cell])
            )
        first[cell] = row.number
