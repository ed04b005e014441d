"""Make the translations ready to be read: `python -m goldenthread.web.translation`.

Each `locale/*/LC_MESSAGES/django.po` is compiled beside itself; what is compiled is not committed.
"""

from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def is_compiled(language: str, locale: Path = LOCALE) -> bool:
    """Whether a language can be read."""
    return (locale / language / "LC_MESSAGES" / "django.mo").exists()


def compile_translations(locale: Path = LOCALE) -> tuple[Path, ...]:
    """Compile what is newer than what was compiled; returns the files written."""
    import polib

    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(made))
            written.append(made)
    return tuple(written)


if __name__ == "__main__":
    compile_translations()
