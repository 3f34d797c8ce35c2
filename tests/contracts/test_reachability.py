"""Science holds what pages need, the lab what its commands and its door need, and nothing else."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import samspill
from samspill import lab

SOURCE = Path(samspill.__file__).parent
Top = ast.FunctionDef | ast.ClassDef


@cache
def modules(*, of_rooms: bool) -> dict[str, ast.Module]:
    """Return the modules of science and lab, or all the others; tests are left out."""
    paths = [path.relative_to(SOURCE) for path in sorted(SOURCE.rglob("*.py"))]
    chosen = [path for path in paths if (path.parts[0] in {"science", "lab"}) == of_rooms]
    return {
        ".".join(("samspill", *path.with_suffix("").parts)): ast.parse((SOURCE / path).read_text())
        for path in chosen
        if "tests" not in path.parts
    }


def imported(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name stands for, as a dotted name."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {a.asname or a.name: f"{node.module}.{a.name}" for node in nodes for a in node.names}


def uses() -> dict[str, set[str]]:
    """Return what each name at the top of a module uses: functions, classes and constants."""
    found: dict[str, set[str]] = {}
    for module, tree in modules(of_rooms=True).items():
        tops: dict[str, ast.stmt] = {top.name: top for top in tree.body if isinstance(top, Top)}
        values = [top for top in tree.body if isinstance(top, ast.Assign | ast.AnnAssign)]
        tops |= {n.id: top for top in values for n in ast.walk(top) if isinstance(n, ast.Name)}
        known = {name: f"{module}.{name}" for name in tops} | imported(tree)
        for name, top in tops.items():
            names = {node.id for node in ast.walk(top) if isinstance(node, ast.Name)}
            found[f"{module}.{name}"] = {known[name] for name in names & known.keys()}
    return found


def unreached(room: str, roots: Iterable[str]) -> set[str]:
    graph, reached, ahead = uses(), set[str](), list(roots)
    while ahead:
        reached.add(name := ahead.pop())
        ahead += graph.get(name, set()) - reached
    public = {
        f"{module}.{top.name}"
        for module, tree in modules(of_rooms=True).items()
        for top in tree.body
        if module.startswith(room) and isinstance(top, Top) and not top.name.startswith("_")
    }
    return public - reached


def test_all_of_science_is_reached_from_a_page() -> None:
    roots = {name for tree in modules(of_rooms=False).values() for name in imported(tree).values()}
    assert unreached("samspill.science.", roots) == set()


def test_all_of_the_lab_is_reached_from_a_command_or_the_door() -> None:
    assert unreached("samspill.lab.", []), "what nobody reaches is seen"
    roots = ["samspill.lab.__init__.require_extra"]
    roots += [f"{getattr(lab, name).__module__}.{name}" for name in lab.__all__]
    for command in ("analyse", "table", "protect", "seat"):
        roots += [f"samspill.lab.{command}.{name}" for name in ("add_arguments", "run")]
    assert unreached("samspill.lab.", roots) == set()
