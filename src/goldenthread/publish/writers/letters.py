"""Characters that can be printed: whatever no font has a shape for is said by its name.

A PDF for readers and archives may not show a character without a shape, and dropping one could change what a
sentence says, so an emoji becomes its name in square brackets.
"""

import json
import re
import unicodedata
from collections.abc import Iterable

import typst

from goldenthread.publish.writers.typesetting import STANDARDS, families, fonts

_SPACES = re.compile(r"[\s\u2028\u2029]+")
_UNSEEN = ("Cc", "Cf", "Cs")  # controls, formats and halves of characters
_NOBODYS = ("Co", "Cn")  # private and unassigned: PDF/A-2a forbids them even where a font has a shape
_KEPT = frozenset("\u00a0")
_SAID = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def printable(text: str) -> str:
    """The words on one line, with every character either shown or named."""
    if text.isascii() and text.isprintable():
        return text
    joined = "".join(_seen(letter) for letter in _SPACES.sub(_space, unicodedata.normalize("NFC", text)))
    missing = _without_shape(frozenset(letter for letter in joined if letter > "\u024f"))
    return "".join(_named(letter) if letter in missing else letter for letter in joined)


def _space(found: re.Match[str]) -> str:
    """A no-break space holds its neighbours together; any other run of spaces is one."""
    return "\u00a0" if found[0] == "\u00a0" else " "


def _seen(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _UNSEEN or "\ufe00" <= letter <= "\ufe0f":
        return ""
    return " " if kind == "Zs" and letter not in _KEPT else letter


def _named(letter: str) -> str:
    return f"[{unicodedata.name(letter, f'character {ord(letter):04X}').lower()}]"


_known: dict[str, bool] = {}


def _without_shape(letters: Iterable[str]) -> set[str]:
    """Those that no font has. Each is asked for once in the life of the process."""
    asked = sorted(set(letters) - _known.keys())
    if asked:
        nobodys = {letter for letter in asked if unicodedata.category(letter) in _NOBODYS}
        missing = nobodys | _ask("".join(letter for letter in asked if letter not in nobodys))
        _known.update((letter, letter not in missing) for letter in asked)
    return {letter for letter in letters if not _known[letter]}


def _ask(letters: str) -> frozenset[str]:
    """What Typst refuses to set of some characters, each in a paragraph of its own."""
    content = (
        '#set document(title: "letters")\n#set text(font: json(bytes(sys.inputs.fonts)))\n'
        "#for each in sys.inputs.letters.codepoints() { par(each) }"
    )
    given = {"letters": letters, "fonts": json.dumps(families())}
    try:
        typst.compile(content.encode(), font_paths=fonts(), sys_inputs=given, pdf_standards=list(STANDARDS))
    except typst.TypstError as error:
        told = "".join(_SAID.findall(error.diagnostic))
        return frozenset(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), told)) & frozenset(letters)
    return frozenset()
