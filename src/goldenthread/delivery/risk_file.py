"""The register of risks as a table: one row a risk, columns by name in any order."""

from collections.abc import Iterable, Iterator

from goldenthread.delivery.known import Known
from goldenthread.delivery.record_file import RecordRow
from goldenthread.delivery.risk_sheet import RiskSheet
from goldenthread.delivery.risk_words import RiskWords
from goldenthread.kit.download import Value, csv_text

REQUIRED = ("title", "service", "likelihood", "impact")
OPTIONAL = (
    "ref",
    "kind",
    "cause",
    "event",
    "effect",
    "target_likelihood",
    "target_impact",
    "target_by",
    "owner",
    "level",
    "items",
    "why",
)
COLUMNS = (
    "ref",
    "kind",
    "title",
    "cause",
    "event",
    "effect",
    "likelihood",
    "impact",
    "target_likelihood",
    "target_impact",
    "target_by",
    "service",
    "owner",
    "level",
    "items",
)


def words_of_row(row: RecordRow, now: RiskWords | None) -> RiskWords:
    """What a row says of a risk; `now` is what stands where the file has no such column."""
    was = now or RiskWords("", "", 0, 0)
    return RiskWords(
        title=row.text("title", was.title),
        service=row.text("service", was.service),
        likelihood=row.whole("likelihood") or 0,
        impact=row.whole("impact") or 0,
        kind=row.word("kind", was.kind),
        cause=row.text("cause", was.cause),
        event=row.text("event", was.event),
        effect=row.text("effect", was.effect),
        target_likelihood=row.whole("target_likelihood", was.target_likelihood),
        target_impact=row.whole("target_impact", was.target_impact),
        target_by=row.day("target_by", was.target_by),
        owner=row.text("owner", was.owner),
        level=row.word("level", was.level),
    )


def items_of_row(row: RecordRow, known: Known) -> tuple[tuple[str, str], ...]:
    """The plan items that a row names as `plan/item; plan/item`; one that is in no plan is a fault."""
    named = [each.strip() for each in row.text("items").split(";") if each.strip()]
    pairs = [tuple(each.split("/", 1)) for each in named]
    for name, pair in zip(named, pairs, strict=True):
        if len(pair) != 2 or not known.has_item(*pair):
            do = "write the plan's ref, a stroke and the item's ref, such as plan-2025/o1"
            row.refuse("items", f"{name!r} is no plan item", do)
    return tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2)


def risks_as_csv(risks: Iterable[RiskSheet]) -> str:
    """The register as CSV, in the columns that an import takes."""
    return csv_text(COLUMNS, _rows(risks))


def _rows(risks: Iterable[RiskSheet]) -> Iterator[tuple[Value, ...]]:
    for risk in risks:
        target = risk.target
        yield (
            *(risk.ref, risk.kind, risk.title, risk.cause, risk.event, risk.effect),
            *(risk.rating.likelihood, risk.rating.impact),
            *((target.likelihood, target.impact) if target else (None, None)),
            *(risk.target_by, risk.service, risk.owner, risk.level),
            "; ".join(f"{plan}/{item}" for plan, item in risk.items),
        )
