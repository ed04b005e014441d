"""What an archive looks like: the product's stylesheet, typeface and icon, and the council's colour."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

from goldenthread.rules.refusal import refuse

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_FONT: Final = re.compile(r"url\(\"?(fonts/[^\")]+)\"?\)")


def style_files(accent: str) -> Iterator[tuple[str, bytes]]:
    """The files of the folder `styles`, and the script of search. Raises Refused where one is not built."""
    sheet = _static("built/site.css")
    yield "styles/site.css", sheet
    for font in sorted(set(_FONT.findall(sheet.decode()))):
        yield f"styles/{font}", _static(f"built/{font}")
    yield "styles/icon.svg", _static("web/icon.svg")
    colour = f":root{{--gt-accent:{accent}}}\n" if _COLOUR.fullmatch(accent) else "\n"
    yield "styles/theme.css", colour.encode()
    yield "scripts/search.js", Path(__file__).with_name("search.js").read_bytes()


def _static(name: str) -> bytes:
    found = finders.find(name)
    if not found:
        do = "make it with python -m goldenthread.web.styles.build"
        raise refuse(f"the product's {name} is not there", do, file=name)
    return Path(found).read_bytes()
