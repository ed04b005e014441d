"""How a saving stands at the end of a month: its state, what it brought, and what it will bring."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.commands.version import Overtaken
from goldenthread.finance.access import may_answer_saving, may_monitor_anything
from goldenthread.finance.models import BudgetVersion, SavingReport
from goldenthread.finance.queries.saving import reports_of, saving_named
from goldenthread.finance.queries.saving_sheet import SavingSheet
from goldenthread.finance.queries.virement import agreed_budget
from goldenthread.finance.seen_mark import mark_of
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import services
from goldenthread.rules.budget import CONFIDENCES, SAVING_STATES
from goldenthread.rules.monitoring import MONTHS_OF_YEAR, month_name
from goldenthread.rules.refusal import Refusal, Refused
from goldenthread.rules.saving import MOVES, OVER
from goldenthread.rules.subject import Subject

ANSWER = "answer for this saving"


@dataclass(frozen=True, slots=True)
class SavingWords:
    """What is said of a saving: amounts in pounds, so far in the year and by its end."""

    state: str
    delivered: Decimal
    forecast: Decimal
    confidence: str = ""
    note: str = ""


@transaction.atomic
def report_saving(
    who: Officer | None, year: int, ref: str, month: int, words: SavingWords, seen: int | None = None
) -> None:
    """Say how a saving of the budget in force stands; saying it again for a month corrects that month.

    Raises Refused, by field, where there is no such saving or it does not add up; Overtaken where somebody
    has said something of it since it was `seen` (`reports_mark`).
    """
    require(who is None or may_monitor_anything(who), ANSWER)
    sheet = _found(year, ref)
    subjects = services(timezone.localdate()).subjects(sheet.service)
    require(who is None or may_answer_saving(who, subjects), ANSWER)
    # Held until the end, so that no two officers say of one saving what cannot follow the other.
    list(BudgetVersion.objects.select_for_update().filter(first=year).order_by("id").values_list("id"))
    require_seen(ref, year, seen)
    faults = tuple(_faults(sheet, year, month, words))
    if faults:
        raise Refused(faults)
    row = SavingReport.objects.filter(year=year, month=month, change=ref).first()
    before = _told(row) if row else {}
    row = row or SavingReport(year=year, month=month, change=ref)
    row.service, row.planned = sheet.service, sheet.planned
    row.state, row.delivered, row.forecast = words.state, words.delivered, words.forecast
    row.confidence = "" if words.state in OVER else words.confidence
    row.note, row.by = words.note.strip(), who.username if who else ""
    row.save()
    record(who, "report_saving", Subject("saving", ref), before, _told(row), month_name(year, month))


def reports_mark(ref: str, year: int) -> int:
    """Marks everything that is said of a saving in a year."""
    said: list[Decimal | int | str] = []
    for each in reports_of(ref, year):
        said += [each.month, each.state, each.delivered, each.forecast, each.confidence, each.note]
    return mark_of(*said)


def require_seen(ref: str, year: int, seen: int | None) -> None:
    """Raise Overtaken where something else is said of the saving than when it was seen."""
    now = reports_mark(ref, year)
    if seen is None or seen == now:
        return
    last = max(reports_of(ref, year), key=lambda each: each.at, default=None)
    told = f": {last.state_in_words.lower()} in {last.in_words}, £{last.forecast:,.2f}" if last else ""
    what = f"{(last.by if last else '') or 'somebody'} has said something of it since you opened it{told}"
    do = "compare it with yours, then save again to put yours in its place"
    raise Overtaken(Refusal("", None, None, what, do), now)


def state_before(sheet: SavingSheet, year: int, month: int) -> str:
    """The state that a saving had before a month, from which the month's must follow."""
    earlier = [each for each in reports_of(sheet.ref, year) if each.month < month]
    if earlier:
        return earlier[0].state
    return "agreed" if sheet.approval and not sheet.is_unidentified else "identified"


def _found(year: int, ref: str) -> SavingSheet:
    budget = agreed_budget(year)
    sheet = saving_named(budget, ref) if budget else None
    if sheet is None:
        what = f"the budget in force has no saving {ref!r} in that year"
        raise Refused([Refusal("", None, "ref", what, "look in the list of savings")])
    return sheet


def _faults(sheet: SavingSheet, year: int, month: int, words: SavingWords) -> Iterator[Refusal]:
    if sheet.is_unidentified:
        do = "name the saving in an amended budget; until then nothing of it counts as found"
        yield _fault("state", "this saving is still to be found", do)
        return
    if month not in MONTHS_OF_YEAR:
        yield _fault("month", f"there is no month {month}", "give 1 for April to 12 for March")
        return
    yield from _state_faults(sheet, year, month, words)
    yield from _amount_faults(words)
    if words.state not in OVER and words.confidence not in CONFIDENCES:
        yield _fault("confidence", "nothing says how sure it is", "choose high, medium or low")


def _state_faults(sheet: SavingSheet, year: int, month: int, words: SavingWords) -> Iterator[Refusal]:
    before = state_before(sheet, year, month)
    allowed = MOVES[before]
    if words.state not in allowed:
        known = SAVING_STATES.get(words.state, words.state)
        what = f"a saving that is {SAVING_STATES[before].lower()} does not become {known.lower()}"
        do = " or ".join(SAVING_STATES[each].lower() for each in allowed)
        yield _fault("state", what, f"choose {do}")
    later = [each for each in reports_of(sheet.ref, year) if each.month > month]
    if later and words.state in MOVES and later[-1].state not in MOVES[words.state]:
        what = f"in {later[-1].in_words} it was said to be {later[-1].state_in_words.lower()}"
        yield _fault("state", what, "correct that month first")
    if words.state == "lost" and not words.note.strip():
        yield _fault("note", "nothing says why it is lost", "say why in a sentence")


def _amount_faults(words: SavingWords) -> Iterator[Refusal]:
    if words.delivered < 0:
        yield _fault("delivered", "less than nothing was delivered", "give 0 where nothing was")
    if words.forecast < words.delivered:
        what = "the year would end with less than is delivered already"
        yield _fault("forecast", what, "give at least what is delivered")
    elif words.state == "lost" and words.forecast != words.delivered:
        yield _fault("forecast", "a lost saving brings nothing more", "give what is delivered already")


def _fault(column: str, what: str, do: str) -> Refusal:
    return Refusal("", None, column, what, do)


def _told(row: SavingReport) -> dict[str, str]:
    return {
        "state": row.state,
        "delivered": f"{row.delivered:f}",
        "forecast": f"{row.forecast:f}",
        "confidence": row.confidence,
        "note": row.note,
    }
