"""What each line of a draft is for: its shares to outcomes, given by line or to a whole service at once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, QuerySet

from goldenthread.delivery.commands.version import require_unchanged
from goldenthread.delivery.known import fault
from goldenthread.finance.commands.version import budget_subject, draft_to_keep
from goldenthread.finance.models import AllocationRow, BudgetVersion, Line
from goldenthread.finance.part_of_book import shares_of_lines, with_lines
from goldenthread.finance.shifted_sums import share_out_anew, shift_shares
from goldenthread.people.access import Officer
from goldenthread.people.commands.trail import record
from goldenthread.plan.queries import latest_document
from goldenthread.rules.budget import CONFIDENCES, Book
from goldenthread.rules.number import places
from goldenthread.rules.refusal import Refusal, Refused, refuse

MOST_PLACES = 6
MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class ShareWords:
    """What part of a line is for an outcome, 0 to 1, and why. Without a plan it enables every outcome."""

    plan: str
    item: str
    share: Decimal
    basis: str
    confidence: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@transaction.atomic
def share_lines(
    who: Officer | None, ref: str, lines: Collection[str], words: ShareWords, seen: int | None = None
) -> int:
    """Give each of these lines of a draft this share to the outcome, in place of what it gave it before.

    Returns how many lines there were. Raises Refused where a line would be shared out beyond the whole.
    """
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    faults = tuple(_faults(words))
    if faults:
        raise Refused(faults)
    known = _known(row, lines)
    _require_room(row, known, words)
    mine = _shares(row, known, words.plan, words.item)
    before = {line: str(share) for line, share in mine.values_list("line", "share")}
    was = with_lines(row, known)
    mine.delete()
    last = row.allocations.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    AllocationRow.objects.bulk_create(
        (
            AllocationRow(budget=row, position=start + at, line=line, **asdict(words))
            for at, line in enumerate(known)
        ),
        batch_size=2000,
    )
    _keep(row, was)
    said = {**{name: str(value) for name, value in asdict(words).items()}, "lines": list(known)}
    record(who, "share_lines", budget_subject(ref), before, said)
    return len(known)


@transaction.atomic
def share_service(
    who: Officer | None, ref: str, service: str, words: ShareWords, seen: int | None = None
) -> int:
    """The same for every line of a service; returns how many there were."""
    row = draft_to_keep(who, ref)
    lines = tuple(row.lines.filter(service=service).values_list("ref", flat=True))
    if not lines:
        raise refuse(
            f"no line of this budget is of {service!r}", "choose a service with lines", column="service"
        )
    return share_lines(who, ref, lines, words, seen)


@transaction.atomic
def unshare_line(
    who: Officer | None, ref: str, line: str, plan: str, item: str, seen: int | None = None
) -> None:
    """Take away what a line gives an outcome; that part is unallocated again."""
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    mine = _shares(row, [line], plan, item)
    before = {line: str(share) for line, share in mine.values_list("line", "share")}
    if not before:
        raise refuse("the line gives this outcome nothing", "look at the line again", column="item")
    was = with_lines(row, (line,))
    mine.delete()
    _keep(row, was)
    record(who, "unshare_line", budget_subject(ref), before, {"plan": plan, "item": item})


def _known(row: BudgetVersion, lines: Collection[str]) -> tuple[str, ...]:
    """These lines in the order of the budget. Raises Refused where it has not got one of them."""
    found = tuple(Line.objects.filter(budget=row, ref__in=lines).values_list("ref", flat=True))
    missing = sorted(set(lines) - set(found))
    if missing:
        raise Refused([fault("line", f"there is no line {missing[0]!r}", "choose a line of this budget")])
    return found


def _require_room(row: BudgetVersion, lines: Iterable[str], words: ShareWords) -> None:
    """Raise Refused, naming lines, where the share with all that others have is more than the whole line."""
    wanted = set(lines)
    others: dict[str, Decimal] = {}
    for line, plan, item, share in row.allocations.values_list("line", "plan", "item", "share"):
        if line in wanted and (plan, item) != (words.plan, words.item):
            others[line] = others.get(line, Decimal(0)) + share
    over = [line for line in lines if others.get(line, Decimal(0)) + words.share > 1]
    if not over:
        return
    more = f" and {len(over) - MOST_TOLD} more" if len(over) > MOST_TOLD else ""
    left = min(1 - others[line] for line in over)
    what = f"more than the whole would be shared out of {', '.join(over[:MOST_TOLD])}{more}"
    do = f"share at most {(left * 100).normalize():f}% here, or take some from another outcome first"
    raise Refused([fault("share", what, do)])


def _shares(row: BudgetVersion, lines: Iterable[str], plan: str, item: str) -> QuerySet[AllocationRow]:
    return AllocationRow.objects.filter(budget=row, line__in=list(lines), plan=plan, item=item)


def _keep(row: BudgetVersion, was: Book) -> None:
    """Move the sums of outcomes by what these lines are now shared to, where `was` held them before."""
    now = replace(was, allocations=shares_of_lines(row, [line.ref for line in was.lines]))
    shift_shares(row, was, now)
    share_out_anew(row, row.first, was, now)
    row.version += 1
    row.save(update_fields=["version"])


def _faults(words: ShareWords) -> Iterator[Refusal]:
    if not 0 < words.share <= 1:
        yield fault("share", "a share is more than nothing and at most the whole line", "give 0 to 100%")
    for column in ("share", "low", "high"):
        value = getattr(words, column)
        if value is not None and places(value.normalize()) > MOST_PLACES:
            yield fault(column, "it has too many decimals", "round it to four decimals of a per cent")
    yield from _end_faults(words)
    if not words.basis.strip():
        yield fault(
            "basis", "a share needs a basis", "say what it rests on, as: time recorded, people served"
        )
    if words.confidence not in ("", *CONFIDENCES):
        yield fault("confidence", f"{words.confidence!r} is no confidence", f"use {', '.join(CONFIDENCES)}")
    if bool(words.plan) != bool(words.item):
        yield fault("item", "an outcome is named by its plan and its item", "choose one, or enabling")
    elif words.plan:
        document = latest_document(words.plan)
        if words.item not in {each.ref for each in (document.items if document else ())}:
            yield fault("item", f"there is no item {words.item} in {words.plan}", "choose an item of a plan")


def _end_faults(words: ShareWords) -> Iterator[Refusal]:
    low = words.share if words.low is None else words.low
    high = words.share if words.high is None else words.high
    if not 0 <= low <= words.share:
        yield fault(
            "low", "the low is not between nothing and the share", "give the least that is fair to say"
        )
    if not words.share <= high <= 1:
        yield fault("high", "the high is not between the share and the whole", "give the most that is fair")
