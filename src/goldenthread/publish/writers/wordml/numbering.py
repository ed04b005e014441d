"""The lists of a Word document: one kind with bullets, one that counts, which each list begins again."""

from typing import Final

BULLETS: Final = 1
"""The number of the list with bullets; those that count have numbers from 2."""


def numbering(counted: int) -> str:
    """What stands in the part that defines lists, for so many lists that count."""
    kinds = _kind(0, "bullet", "\u2022") + _kind(1, "decimal", "%1.")
    starts = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(BULLETS + 1, BULLETS + 1 + counted)
    )
    return f'{kinds}<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>{starts}'


def listed(number: int) -> str:
    """What makes a paragraph a line of that list."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _kind(number: int, form: str, sign: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
    )
