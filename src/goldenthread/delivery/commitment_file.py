"""Commitments and asks as a table: one row each, columns by name in any order."""

from collections.abc import Iterable

from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.commitment_words import CommitmentWords, Standing
from goldenthread.delivery.record_file import RecordRow
from goldenthread.kit.download import csv_text

REQUIRED = ("kind", "partner", "title")
COLUMNS = ("ref", *CommitmentWords.__slots__, *Standing.__slots__)
OPTIONAL = tuple(name for name in COLUMNS if name not in REQUIRED)


def words_of_row(row: RecordRow, now: CommitmentWords | None) -> CommitmentWords:
    """What a row says was promised or asked; `now` stands where the file has no such column."""
    was = now or CommitmentWords("", "", "")
    return CommitmentWords(
        kind=row.word("kind", was.kind),
        partner=row.text("partner", was.partner),
        title=row.text("title", was.title),
        description=row.text("description", was.description),
        plan=row.text("plan", was.plan),
        item=row.text("item", was.item),
        service=row.text("service", was.service),
        owner=row.text("owner", was.owner),
        due=row.day("due", was.due),
    )


def standing_of_row(row: RecordRow, now: Standing | None) -> Standing:
    """What a row says of how it stands; `now` stands where the file has no such column."""
    was = now or Standing()
    return Standing(
        state=row.word("state", was.state),
        last_contact=row.day("last_contact", was.last_contact),
        next_step=row.text("next_step", was.next_step),
        next_step_due=row.day("next_step_due", was.next_step_due),
        note=row.text("note", was.note),
    )


def commitments_as_csv(sheets: Iterable[CommitmentSheet]) -> str:
    """The commitments as CSV, in the columns that an import takes."""
    said = (
        (
            each.ref,
            *(getattr(each.words, name) for name in CommitmentWords.__slots__),
            *(getattr(each.standing, name) for name in Standing.__slots__),
        )
        for each in sheets
    )
    return csv_text(COLUMNS, said)
