"""The lists of an archive: every fact with what it rests on, and every table with its files."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from goldenthread.publish.block import Block, Cell, Column, Paragraph, Run, Table, said
from goldenthread.publish.document import Document
from goldenthread.publish.fact import Fact

_ENDINGS = (".csv", ".csv-metadata.json", ".json")


def facts_blocks(document: Document) -> tuple[Block, ...]:
    """Every fact: what it says, its figure and period, the rule that judged it, the releases behind it."""
    if not document.facts:
        return (said(_("This report states no facts that were worked out.")),)
    columns = (
        Column(_("Fact")),
        Column(_("What the report says")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Unit")),
        Column(_("Period")),
        Column(_("Judged by")),
        Column(_("Releases")),
    )
    opening = said(_("Each fact that the report states, with the rule and the releases of data it rests on."))
    rows = tuple(map(_fact, document.facts))
    return opening, Table("facts", _("Every fact in the report"), columns, rows)


def _fact(fact: Fact) -> tuple[Cell, ...]:
    told = (fact.about, fact.text, fact.value, fact.unit, fact.period, fact.rule, ", ".join(fact.releases))
    return tuple(Cell(text) for text in told)


def data_blocks(document: Document, frozen: Mapping[str, str]) -> tuple[Block, ...]:
    """Every table with its files as links from the archive's top folder."""
    opening = Paragraph(
        (
            Run(_("Every table of the report, as a CSV file, its description (CSVW), and JSON. ")),
            Run(_("All of them together are one Data Package: ")),
            Run("datapackage.json", "data/datapackage.json" if "data/datapackage.json" in frozen else ""),
            Run(". "),
            Run(_("The whole report is in ")),
            Run("document.json", "document.json"),
            Run("."),
        )
    )
    rows = tuple(
        (Cell(caption), *(_file(f"data/{ref}{ending}", frozen) for ending in _ENDINGS))
        for ref, caption in _tables(document, frozen)
    )
    columns = (Column(_("Table")), Column(_("CSV")), Column(_("Description")), Column(_("JSON")))
    return (opening, Table("tables", _("Tables and their files"), columns, rows)) if rows else (opening,)


def _tables(document: Document, frozen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Refs and captions of the tables in reading order; then of files that no table of the report names."""
    held = [(each.ref, each.caption) for each in document.tables]
    named = {ref for ref, _caption in held}
    refs = (n[5:-4] for n in sorted(frozen) if n.startswith("data/") and n.endswith(".csv"))
    more = [(ref, _("Every fact") if ref == "facts" else ref) for ref in refs if ref not in named]
    return held + more


def _file(name: str, frozen: Mapping[str, str]) -> Cell:
    return Cell(name.removeprefix("data/"), href=name) if name in frozen else Cell("")
