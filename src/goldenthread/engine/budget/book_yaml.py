"""A budget book in YAML: the same sheets and columns as in a workbook, with the line of every cell."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from goldenthread.engine.budget.book_grid import Grid, Grids, Row, heading_faults, heading_name
from goldenthread.engine.budget.book_layout import ABOUT, SHEETS, Sheet
from goldenthread.rules.refusal import Refusal, refuse

LARGEST: Final = 20 * 2**20
LONGEST_LIST: Final = 500
NULL: Final = "tag:yaml.org,2002:null"
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Misshapen(ValueError):
    """The YAML is not laid out as a book: on which line, and what to do."""

    def __init__(self, node: yaml.Node, what: str, do: str) -> None:
        super().__init__(what)
        self.line, self.what, self.do = node.start_mark.line + 1, what, do


def yaml_grids(path: Path) -> Grids:
    """The sheets of a book in YAML. Raises Refused where it is no YAML."""
    top = _composed(path)
    found: dict[str, Grid] = {}
    wrong: list[Refusal] = []
    misshapen: list[bool] = []
    try:
        held = dict(_entries(top, "the file"))
    except _Misshapen as bad:
        raise refuse(bad.what, bad.do, file=path.name, row=bad.line) from bad
    for sheet in SHEETS:
        node = held.pop(sheet.key, None)
        if node is None:
            if sheet.needed:
                do = f"add {sheet.key}:; the parts found are {', '.join(found) or 'none of a book'}"
                wrong.append(Refusal(path.name, None, None, f"there is no {sheet.key}", do))
            continue
        grid, bad_rows = _grid(sheet, f"{path.name}[{sheet.key}]", node[1])
        misshapen.append(bool(bad_rows))
        wrong += bad_rows
        wrong += _unlike(sheet, grid)
        found[sheet.part] = grid
    for name, (key, _) in held.items():
        do = f"use one of {', '.join(sheet.key for sheet in SHEETS)}"
        line = key.start_mark.line + 1
        wrong.append(Refusal(path.name, line, name, f"'{name}' is no part of a budget book", do))
    lacking = any(sheet.needed and sheet.part not in found for sheet in SHEETS) or any(misshapen)
    return Grids(path.name, found, tuple(wrong), not lacking)


def _composed(path: Path) -> yaml.Node:
    try:
        content = path.read_bytes()
        if len(content) > LARGEST:
            what = f"the file is larger than {LARGEST // 2**20} MiB"
            raise refuse(what, "give the book as a workbook", file=path.name)
        node: yaml.Node | None = yaml.compose(content.decode("utf-8-sig"), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"this is not YAML ({getattr(error, 'problem', None) or 'it holds a forbidden character'})"
        raise refuse(what, "correct it there", file=path.name, row=mark.line + 1 if mark else None) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise refuse("this is not YAML in UTF-8", "save it as UTF-8", file=path.name) from error
    if node is None:
        raise refuse("the file is empty", "write a book into it", file=path.name)
    return node


def _grid(sheet: Sheet, file: str, node: yaml.Node) -> tuple[Grid, list[Refusal]]:
    """A sheet's rows; those that are no rows are refused and left out."""
    if isinstance(node, yaml.ScalarNode) and node.tag == NULL:
        return Grid(file, {}, ()), []
    nodes = [node] if sheet is ABOUT else node.value
    if sheet is not ABOUT and not isinstance(node, yaml.SequenceNode):
        what, do = f"{sheet.key} is not a list", "begin each row with a hyphen"
        return Grid(file, {}, ()), [Refusal(file, node.start_mark.line + 1, None, what, do)]
    if len({id(each) for each in nodes}) < len(nodes):
        what, do = "a row stands for another by an alias, *", "write every row out"
        return Grid(file, {}, ()), [Refusal(file, node.start_mark.line + 1, None, what, do)]
    headings: dict[str, str] = {}
    rows, wrong = [], []
    for each in nodes:
        try:
            row, heads = _row(each)
        except _Misshapen as bad:
            wrong.append(Refusal(file, bad.line, None, bad.what, bad.do))
            continue
        rows.append(row)
        headings |= heads
    return Grid(file, headings, tuple(rows)), wrong


def _row(node: yaml.Node) -> tuple[Row, dict[str, str]]:
    cells: dict[str, str] = {}
    lines: dict[str, int] = {}
    heads: dict[str, str] = {}
    for said, (key, value) in _entries(node, "a row"):
        name = heading_name(said)
        cells[name], lines[name], heads[name] = _text(value), key.start_mark.line + 1, said
    return Row(node.start_mark.line + 1, cells, lines), heads


def _entries(node: yaml.Node, what: str) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise _Misshapen(node, f"{what} is not names with values", "write each as name: value")
    seen = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Misshapen(key, "a name is not plain text", "write each as name: value")
        if key.value in seen:
            raise _Misshapen(key, f"'{key.value}' is there twice", "keep one of them")
        seen.add(key.value)
        yield key.value, (key, value)


def _text(node: yaml.Node) -> str:
    """A cell as text: exactly as written, so that no number is read as a fraction of two."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == NULL else str(node.value).strip()
    if len(node.value) > LONGEST_LIST:
        raise _Misshapen(node, f"a list of more than {LONGEST_LIST} in one cell", "shorten it")
    if isinstance(node, yaml.SequenceNode):
        return "; ".join(_plain(each) for each in node.value)
    return "; ".join(f"{_plain(key)} {_plain(value)}" for key, value in node.value)


def _plain(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    raise _Misshapen(node, "a cell holds more than a list", "write one value, or a list of them")


def _unlike(sheet: Sheet, grid: Grid) -> Sequence[Refusal]:
    """Names that the sheet does not have; a row without a name that it needs is refused cell by cell."""
    every = [column.name for column in sheet.columns if column.needed]
    return heading_faults(sheet, grid, [*dict.fromkeys([*grid.headings, *every])])
