"""How an OpenDocument spreadsheet looks: plain, black on white, 12 point, wide enough to read."""

from typing import Final

from goldenthread.publish.writers.number import Shape
from goldenthread.publish.writers.text import xml

_CM_A_LETTER: Final = 0.22
_WRAPPED: Final = ' fo:wrap-option="wrap"'
_RULED: Final = ' fo:border-bottom="0.75pt solid #0b0c0c"'
_BOLD: Final = ' fo:font-weight="bold"'
_RIGHT: Final = '<style:paragraph-properties fo:text-align="end"/>'


class Styles:
    """The styles that cells turn out to need, each made once, in the order they are first wanted."""

    def __init__(self) -> None:
        self.widths: dict[int, str] = {}
        self.numbers: dict[Shape, str] = {}

    def width(self, letters: int) -> str:
        """The name of the style of a column so many letters wide."""
        return self.widths.setdefault(letters, f"width-{letters}")

    def number(self, shape: Shape) -> str:
        """The name of the style of a cell whose number is shown so."""
        return self.numbers.setdefault(shape, f"number-{len(self.numbers) + 1}")


def content_styles(styles: Styles) -> str:
    """Every style that the sheets name."""
    fixed = (
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>',
        _cell_style("title", text=' fo:font-size="16pt"' + _BOLD),
        _cell_style("heading", text=' fo:font-size="14pt"' + _BOLD),
        _cell_style("line"),
        _cell_style("link"),
        _cell_style("words", _WRAPPED),
        _cell_style("right", _WRAPPED, paragraph=_RIGHT),
        _cell_style("column", _WRAPPED + _RULED, _BOLD),
        _cell_style("right-column", _WRAPPED + _RULED, _BOLD, _RIGHT),
    )
    widths = (
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{letters * _CM_A_LETTER:.2f}cm"/></style:style>'
        for letters, name in styles.widths.items()
    )
    numbers = (
        _number_style(f"{name}-shown", shape) + _cell_style(name, paragraph=_RIGHT, shown=f"{name}-shown")
        for shape, name in styles.numbers.items()
    )
    return "".join((*fixed, *widths, *numbers))


def _cell_style(name: str, cell: str = "", text: str = "", paragraph: str = "", shown: str = "") -> str:
    data = f' style:data-style-name="{shown}"' if shown else ""
    letters = f"<style:text-properties{text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties style:vertical-align="top"{cell}/>{paragraph}{letters}</style:style>'
    )


def _number_style(name: str, shape: Shape) -> str:
    before, after = (
        f"<number:text>{xml(words)}</number:text>" if words else "" for words in (shape.before, shape.after)
    )
    grouped = ' number:grouping="true"' if shape.is_grouped else ""
    return (
        f'<number:number-style style:name="{name}">{before}<number:number '
        f'number:decimal-places="{shape.decimals}" number:min-decimal-places="{shape.decimals}" '
        f'number:min-integer-digits="1"{grouped}/>{after}</number:number-style>'
    )


def page_styles(tag: str) -> str:
    """The default cell, in the language that `tag` names, and an A4 page on its side."""
    language, _, country = tag.partition("-")
    return (
        '<office:styles><style:default-style style:family="table-cell"><style:text-properties '
        f'fo:font-family="Arial" fo:font-size="12pt" fo:language="{xml(language)}" '
        f'fo:country="{xml(country or "none")}"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
        'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/>'
        "</office:master-styles>"
    )
