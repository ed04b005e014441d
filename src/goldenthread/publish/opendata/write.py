"""The files of a table: CSV, JSON, the CSVW metadata beside the CSV, and the Data Package of many tables.

CSVW is the W3C's Metadata Vocabulary for Tabular Data (2015); the package is a Tabular Data Package as
specs.frictionlessdata.io has it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from goldenthread.kit.download import Value, csv_text, json_text, json_value, safe_cell
from goldenthread.publish.opendata.table import Credit, OpenColumn, OpenTable

_FRICTIONLESS = {"decimal": "number", "dateTime": "datetime"}


def csv_file(table: OpenTable, rows: Iterable[Sequence[Value]]) -> bytes:
    """The table as CSV: UTF-8, one header row of machine names."""
    return csv_text(table.names, rows).encode()


def json_file(table: OpenTable, rows: Iterable[Sequence[Value]], credit: Credit) -> bytes:
    """The table as JSON: what is stated about it under `about`, then its rows as objects."""
    return json_text(table.names, rows, about(table, credit)).encode()


def json_lines(
    headings: Sequence[str], rows: Iterable[Sequence[Value]], said: Mapping[str, str]
) -> Iterator[str]:
    """The same row by row, for a table too long to be held whole."""
    yield f'{{"about": {json.dumps(dict(said), ensure_ascii=False)}, "rows": ['
    before = "\n"
    for row in rows:
        named = dict(zip(headings, map(json_value, row), strict=True))
        yield f"{before}{json.dumps(named, ensure_ascii=False)}"
        before = ",\n"
    yield "\n]}\n"


def metadata_file(table: OpenTable, credit: Credit) -> bytes:
    """The CSVW metadata of `<ref>.csv`, which stands beside it."""
    return written(metadata(table, credit))


def about(table: OpenTable, credit: Credit) -> dict[str, str]:
    """What is stated about a table, as words; what nobody stated is left out."""
    said = {
        "title": table.title,
        "description": table.description,
        "notes": "\n".join(table.notes),
        "source": table.source,
        "publisher": credit.publisher,
        "licence": credit.licence,
        "contact": credit.contact,
    }
    return {name: words for name, words in said.items() if words}


def metadata(table: OpenTable, credit: Credit) -> dict[str, Any]:
    """The CSVW description of `<ref>.csv`: titles, datatypes, units, notes, licence and publisher."""
    schema: dict[str, Any] = {"columns": [_csvw_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": credit.language}],
        "url": f"{table.ref}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "dc:source": table.source,
        "dc:publisher": {"schema:name": credit.publisher} if credit.publisher else "",
        "dc:license": {"@id": credit.licence_address} if credit.licence_address else credit.licence,
        "dcat:contactPoint": {"schema:email": credit.contact} if credit.contact else "",
        "notes": [{"schema:text": note} for note in table.notes],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": schema,
    }
    return _stated(said)


def _csvw_column(column: OpenColumn) -> dict[str, Any]:
    titles = list(dict.fromkeys((column.title or column.name, column.name)))
    said = {
        "name": column.name,
        "titles": titles[0] if len(titles) == 1 else titles,
        "datatype": column.datatype,
        "dc:description": column.description,
        "schema:unitText": column.unit,
        "null": _nulls(column) if column.nulls else "",
    }
    return _stated(said)


def package(
    name: str,
    title: str,
    resources: Sequence[Mapping[str, Any]],
    credit: Credit,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A Data Package of these resources; `more` adds what else is stated, such as `version`."""
    licence = _stated(
        {"name": _licence_name(credit), "title": credit.licence, "path": credit.licence_address}
    )
    publisher = _stated({"title": credit.publisher, "role": "publisher", "email": credit.contact})
    said = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "licenses": [licence] if credit.licence else [],
        "contributors": [publisher] if credit.publisher else [],
        **(more or {}),
        "resources": list(resources),
    }
    return _stated(said)


def _licence_name(credit: Credit) -> str:
    """A licence with no name that the Open Definition knows goes by its title, or its address."""
    return "OGL-UK-3.0" if "open-government-licence/version/3" in credit.licence_address else "other"


def resource(table: OpenTable, content: bytes | None = None, path: str = "") -> dict[str, Any]:
    """One table in a Data Package. With the CSV's `content` its length and checksum are stated too."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    said = {
        "profile": "tabular-data-resource",
        "name": table.ref,
        "path": path or f"{table.ref}.csv",
        "title": table.title,
        "description": "\n\n".join(words for words in (table.description, *table.notes) if words),
        "sources": [{"title": table.source}] if table.source else [],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": 0 if content is None else len(content),
        "hash": "" if content is None else f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }
    return _stated(said)


def _field(column: OpenColumn) -> dict[str, Any]:
    said = {
        "name": column.name,
        "type": _FRICTIONLESS.get(column.datatype, column.datatype),
        "title": column.title or column.name,
        "description": column.description,
        "unit": column.unit,
        "missingValues": _nulls(column) if column.nulls else [],
    }
    return _stated(said)


def _nulls(column: OpenColumn) -> list[str]:
    """What stands for no figure, as the CSV writes it."""
    return ["", *(safe_cell(words) for words in column.nulls)]


def _stated(said: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody stated."""
    return {name: words for name, words in said.items() if words not in ("", [], 0, None)}


def written(said: Mapping[str, Any]) -> bytes:
    """An object as JSON, the same bytes for the same object."""
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
