"""What changed since last year and why: the bridge, and the changes behind it with their reasons."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import ChangeFacts, largest_changes, touches_of
from goldenthread.kit.bridge_chart import bridge_chart
from goldenthread.kit.figure import Figure
from goldenthread.rules.budget import CONFIDENCES
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Row, Sheet, pounds, whole
from goldenthread.thread.money.touched import Touched, touched
from goldenthread.thread.money.words import SAVING_STEPS, STEPS

MOST = 15


def steps_of(opened: Opened, service: str | None = None) -> tuple[tuple[str, str, Decimal], ...]:
    """Each step from last year to this, of all services or of one: code, words and amount."""
    bars = opened.sums((opened.first,), "bar").by("bar", opened.first, service=service)
    return tuple((code, STEPS[code], bars[code]) for code in STEPS if bars.get(code))


def bridge_sheet(opened: Opened) -> Sheet:
    """From what services cost last year to what they cost in the budget's year."""
    opening = opened.sums((opened.first,), "total").total("opening", opened.first)
    return stepped("bridge", _("From last year to this"), opened, opening, steps_of(opened))


def stepped(
    key: str, caption: str, opened: Opened, opening: Decimal, steps: tuple[tuple[str, str, Decimal], ...]
) -> Sheet:
    """A bridge as a table: each row's amount, and what stands after it."""
    rows: list[Row] = [(opened.last_year, "opening", None, opening)]
    at = opening
    for code, said, amount in steps:
        at += amount
        rows.append((said, code, amount, at))
    rows.append((opened.year, "closing", None, at))
    return Sheet(
        key,
        caption,
        (
            Column("step", _("What changes")),
            Column("code"),
            Column("amount", _("By how much"), CHANGE),
            Column("cost", _("Cost then"), POUNDS),
        ),
        tuple(rows),
    )


def bridge_figure(opened: Opened, sheet: Sheet) -> Figure | None:
    """The bridge as a picture; None where nothing changes."""
    named = ((str(row[0]), row[2]) for row in sheet.rows[1:-1])
    steps = [(name, whole(amount)) for name, amount in named if isinstance(amount, Decimal)]
    opening = sheet.rows[0][3]
    if not steps or not isinstance(opening, Decimal):
        return None
    return bridge_chart(
        "bridge",
        _("What services cost, step by step"),
        (opened.last_year, whole(opening)),
        steps,
        opened.year,
    )


def changes_sheet(opened: Opened, *, saving: bool, service: str = "", most: int = MOST) -> Sheet:
    """The largest changes of the budget's year: what costs more, or the savings."""
    least = None if saving else 0
    changes = largest_changes(opened.ref, opened.first, most, saving=saving, service=service, least=least)[1]
    touches = touched(opened, touches_of(opened.ref, [each.change.ref for each in changes]))
    return Sheet(
        "largest-savings" if saving else "largest-pressures",
        _("The largest savings") if saving else _("The largest single new costs"),
        (
            Column("change", _("What")),
            Column("ref"),
            Column("service", "" if service else _("Service")),
            Column("amount", _("A year"), POUNDS),
            Column("kind", _("Why")),
            Column("evidence", _("How it is known")),
            Column("confidence", _("How sure")),
            Column("touches", _("What it touches")),
            Column("approval"),
        ),
        tuple(change_row(opened, each, touches.get(each.change.ref, ())) for each in changes),
    )


def change_row(opened: Opened, held: ChangeFacts, touches: Iterable[Touched]) -> tuple[str | Decimal, ...]:
    """One change as a row of a table."""
    change = held.change
    return (
        change.title,
        change.ref,
        opened.service_title(held.service),
        change.amount,
        why(held),
        change.evidence,
        CONFIDENCES.get(change.confidence, ""),
        "; ".join(f"{each.titles}: {each.why}" for each in touches),
        change.approval,
    )


def why(held: ChangeFacts) -> str:
    """Why a change is made, in words, with whether it is for this year only."""
    said = _("Prices") if held.change.kind == "price" else STEPS[held.change.kind]
    return _("{why}; this year only").format(why=said) if held.change.one_off else said


def found_and_to_find(opened: Opened) -> tuple[Decimal, Decimal]:
    """The year's savings that are named, and those that nobody has found yet."""
    totals = opened.sums((opened.first,), "total")
    to_find = totals.total("unidentified", opened.first)
    return totals.total("savings", opened.first) - to_find, to_find


def savings_sentence(opened: Opened) -> str:
    """What is saved, and what of it nobody has found yet, in a sentence."""
    found, to_find = found_and_to_find(opened)
    if to_find:
        said = _("The budget saves {found} by plans that are named. Another {wanted} must still be found.")
        return said.format(found=pounds(found), wanted=pounds(to_find))
    if not found:
        return _("This budget plans no savings.")
    said = _("The budget saves {found}. Every saving is named; none must still be found.")
    return said.format(found=pounds(found))


def savings_sheet(opened: Opened) -> Sheet:
    """The year's savings by their kind, those still to be found apart."""
    bars = opened.sums((opened.first,), "bar").by("bar", opened.first)
    kinds = (code for code in SAVING_STEPS if code != "unidentified")
    rows = [(STEPS[code], code, -bars[code]) for code in kinds if bars.get(code)]
    found, to_find = found_and_to_find(opened)
    rows += [(_("Found"), "found", found), (_("Still to be found"), "to_find", to_find)]
    rows.append((_("In all"), "total", found + to_find))
    return Sheet(
        "savings",
        _("Savings in this budget"),
        (Column("kind", _("Kind")), Column("code"), Column("amount", _("Money saved"), POUNDS)),
        tuple(row for row in rows if row[2] != ZERO or row[1] == "total"),
    )
