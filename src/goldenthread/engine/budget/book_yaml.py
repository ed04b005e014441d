"""A budget book in YAML: the same sheets and columns as in a workbook, with the line of every cell."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from goldenthread.engine.budget.book_grid import Grid, Grids, Row, heading_faults, heading_name
from goldenthread.engine.budget.book_layout import ABOUT, SHEETS, Sheet
from goldenthread.engine.budget.yaml_tree import Node, NotATree, read_tree
from goldenthread.rules.refusal import Refusal, refuse

LARGEST: Final = 20 * 2**20


class _Misshapen(ValueError):
    """The YAML is not laid out as a book: on which line, and what to do."""

    def __init__(self, node: Node, what: str, do: str) -> None:
        super().__init__(what)
        self.line, self.what, self.do = node.line, what, do


def yaml_grids(path: Path) -> Grids:
    """The sheets of a book in YAML. Raises Refused where it is no YAML."""
    found: dict[str, Grid] = {}
    wrong: list[Refusal] = []
    misshapen = False
    try:
        held = dict(_entries(_tree(path), "the file"))
    except _Misshapen as bad:
        raise refuse(bad.what, bad.do, file=path.name, row=bad.line) from bad
    for sheet in SHEETS:
        node = held.pop(sheet.key, None)
        if node is None:
            if sheet.needed:
                do = f"add {sheet.key}:; the parts found are {', '.join(found) or 'none of a book'}"
                wrong.append(Refusal(path.name, None, None, f"there is no {sheet.key}", do))
                misshapen = True
            continue
        found[sheet.part], bad_rows = _grid(sheet, f"{path.name}[{sheet.key}]", node)
        misshapen = misshapen or bool(bad_rows)
        wrong += [*bad_rows, *_unlike(sheet, found[sheet.part])]
    for name, node in held.items():
        do = f"use one of {', '.join(sheet.key for sheet in SHEETS)}"
        wrong.append(Refusal(path.name, node.line, name, f"'{name}' is no part of a budget book", do))
    return Grids(path.name, found, tuple(wrong), not misshapen)


def _tree(path: Path) -> Node:
    content = path.read_bytes()
    if len(content) > LARGEST:
        what = f"the file is larger than {LARGEST // 2**20} MiB"
        raise refuse(what, "give the book as a workbook", file=path.name)
    try:
        tree = read_tree(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refuse("this is not text in UTF-8", "save it as UTF-8", file=path.name) from error
    except NotATree as error:
        raise refuse(error.what, "correct it there", file=path.name, row=error.line) from error
    if tree is None:
        raise refuse("the file is empty", "write a book into it", file=path.name)
    return tree


def _grid(sheet: Sheet, file: str, node: Node) -> tuple[Grid, list[Refusal]]:
    """A sheet's rows; those that are no rows are refused and left out."""
    if node.kind == "text" and node.text is None:
        return Grid(file, {}, ()), []
    if sheet is not ABOUT and node.kind != "list":
        what, do = f"{sheet.key} is not a list", "begin each row with a hyphen"
        return Grid(file, {}, ()), [Refusal(file, node.line, None, what, do)]
    headings: dict[str, str] = {}
    rows, wrong = [], []
    for each in [node] if sheet is ABOUT else node.held:
        try:
            row, heads = _row(each)
        except _Misshapen as bad:
            wrong.append(Refusal(file, bad.line, None, bad.what, bad.do))
            continue
        rows.append(row)
        headings |= heads
    return Grid(file, headings, tuple(rows)), wrong


def _row(node: Node) -> tuple[Row, dict[str, str]]:
    cells: dict[str, str] = {}
    lines: dict[str, int] = {}
    heads: dict[str, str] = {}
    for said, value in _entries(node, "a row"):
        name = heading_name(said)
        cells[name], lines[name], heads[name] = _text(value), value.line, said
    return Row(node.line, cells, lines), heads


def _entries(node: Node, what: str) -> Iterator[tuple[str, Node]]:
    if node.kind != "names":
        raise _Misshapen(node, f"{what} is not names with values", "write each as name: value")
    seen = set()
    for key, value in zip(node.held[::2], node.held[1::2], strict=True):
        name = _plain(key)
        if name in seen:
            raise _Misshapen(key, f"'{name}' is there twice", "keep one of them")
        seen.add(name)
        yield name, value


def _text(node: Node) -> str:
    """A cell as text: exactly as written, so that no number is read as a fraction of two."""
    if node.kind == "text":
        return node.text or ""
    if node.kind == "list":
        return "; ".join(_plain(each) for each in node.held)
    pairs = zip(node.held[::2], node.held[1::2], strict=True)
    return "; ".join(f"{_plain(key)} {_plain(value)}" for key, value in pairs)


def _plain(node: Node) -> str:
    if node.kind == "text":
        return node.text or ""
    raise _Misshapen(node, "there is a list where a value should be", "write one value, or a list of values")


def _unlike(sheet: Sheet, grid: Grid) -> Sequence[Refusal]:
    """Names that the sheet does not have; a row without a name that it needs is refused cell by cell."""
    every = [column.name for column in sheet.columns if column.needed]
    return heading_faults(sheet, grid, [*dict.fromkeys([*grid.headings, *every])])
