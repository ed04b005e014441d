"""The open data of an edition: every table that it shows and every fact that it states, each as files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from goldenthread.publish.block import Cell, Table
from goldenthread.publish.document import Document
from goldenthread.publish.opendata.table import Credit, OpenColumn, OpenTable, machine_names, unused
from goldenthread.publish.opendata.write import (
    csv_file,
    json_file,
    metadata_file,
    package,
    resource,
    written,
)

Rows = list[tuple[str, ...]]
RESERVED: Final = ("facts", "datapackage")
FACTS: Final = (
    OpenColumn("key", "Key", description="Finds the same fact in another edition"),
    OpenColumn("about", "About", description="What it is a fact of, in words"),
    OpenColumn("text", "Text", description="How the report says it"),
    OpenColumn("value", "Value", "decimal", description="The figure, exactly, in the unit"),
    OpenColumn("unit", "Unit", description="What the figure is in"),
    OpenColumn("period", "Period", description="ISO 8601 start and duration"),
    OpenColumn("verdict", "Verdict", description="The code of the verdict"),
    OpenColumn("reason", "Reason", description="Why there is no verdict"),
    OpenColumn("change", "Change", description="How far the figure moved"),
    OpenColumn("status", "Status", description="The status of the observation"),
    OpenColumn("rule", "Rule", description="The policy, the rule and its version"),
    OpenColumn("releases", "Releases", description="The releases that it comes from, separated by ;"),
)


def edition_files(document: Document) -> dict[str, bytes]:
    """Each table and the facts as CSV, CSVW metadata and JSON, and `datapackage.json`, by file name.

    The same document gives the same bytes.
    """
    credit = Credit(document.body, document.licence, document.contact, document.language)
    files: dict[str, bytes] = {}
    resources = []
    for table, rows in _tables(document):
        content = csv_file(table, rows)
        files[f"{table.ref}.csv"] = content
        files[f"{table.ref}.csv-metadata.json"] = metadata_file(table, credit)
        files[f"{table.ref}.json"] = json_file(table, rows, credit)
        resources.append(resource(table, content))
    more = {
        "description": document.subtitle,
        "version": str(document.issue),
        "created": document.known_at,
    }
    whole = package(document.ref, document.title, resources, credit, more)
    return files | {"datapackage.json": written(whole)}


def _tables(document: Document) -> Iterator[tuple[OpenTable, Rows]]:
    taken = list(RESERVED)
    for table in document.tables:
        ref = unused(re.sub(r"[^a-z0-9]+", "-", table.ref.lower()).strip("-") or "table", taken, "-")
        taken.append(ref)
        yield _open_table(ref, table)
    yield _facts(document)


def _open_table(ref: str, table: Table) -> tuple[OpenTable, Rows]:
    names = machine_names(column.title for column in table.columns)
    columns = []
    for place, (name, column) in enumerate(zip(names, table.columns, strict=True)):
        cells = [row[place] for row in table.rows]
        is_figures = column.is_numeric or (bool(cells) and all(_figure(cell.value) for cell in cells))
        columns.append(_column(name, column.title, column.unit, cells if is_figures else None))
    rows = [tuple(cell.value or cell.text for cell in row) for row in table.rows]
    stated = OpenTable(ref, table.caption, tuple(columns), notes=table.notes, source=table.source)
    return stated, rows


def _column(name: str, title: str, unit: str, figures: Sequence[Cell] | None) -> OpenColumn:
    """A column of figures lists the words that stand where there is none; None is a column of words."""
    if figures is None:
        return OpenColumn(name, title, "string", unit)
    shown = (cell.value or cell.text for cell in figures)
    words = dict.fromkeys(text for text in shown if text and not _figure(text))
    return OpenColumn(name, title, "decimal", unit, nulls=tuple(words))


def _facts(document: Document) -> tuple[OpenTable, Rows]:
    rows: Rows = [
        (
            fact.key,
            fact.about,
            fact.text,
            fact.value,
            fact.unit,
            fact.period,
            fact.verdict,
            fact.reason,
            fact.change,
            fact.status,
            fact.rule,
            ";".join(fact.releases),
        )
        for fact in document.facts
    ]
    told = tuple(dict.fromkeys(f.value for f in document.facts if f.value and not _figure(f.value)))
    columns = tuple(replace(each, nulls=told) if each.name == "value" else each for each in FACTS)
    return OpenTable("facts", f"Facts of {document.title}", columns), rows


def _figure(text: str) -> bool:
    """Whether this is a decimal that every reader of CSV understands: no exponent, no separators."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) is not None
