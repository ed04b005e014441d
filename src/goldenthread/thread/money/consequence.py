"""What a choice would mean: for outcomes, for what the law asks, and for the years after."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import sums_in
from goldenthread.finance.queries.version import Worked
from goldenthread.rules.balancing import Balance, Choice
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, penny
from goldenthread.thread.money.balance_position import Start
from goldenthread.thread.money.law_said import law_said, tied_said
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Sheet, pounds
from goldenthread.thread.money.touched import Touched, touched


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A change that is left out: what that means, and what the saving would have touched."""

    said: str
    touches: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a choice would mean, sentence by sentence, and the outcomes that gain or lose.

    `duties` are cuts of what the law says everybody who needs it must get.
    """

    duties: tuple[str, ...]
    law: tuple[str, ...]
    kept: tuple[LeftOut, ...]
    later: tuple[str, ...]
    outcomes: Sheet | None


def consequences(start: Start, choice: Choice, left: Balance) -> Consequences:
    """What the choice would mean."""
    moved = sums_in(start.opened.ref, (start.year,), "mandate", "served", services=choice.services)
    less = [ref for ref, share in choice.services.items() if share < 0]
    law = {ref: law_said(start, moved.by("mandate", start.year, service=ref), ref) for ref in less}
    touches = touched(start.opened, start.touches) if choice.dropped else {}
    return Consequences(
        tuple(each.said for each in law.values() if each.is_duty),
        (
            *(each.said for each in law.values() if not each.is_duty),
            *(said for ref in choice.services if (said := tied_said(start, ref))),
        ),
        tuple(_dropped(start, left, ref, touches.get(ref, ())) for ref in choice.dropped),
        tuple(_later(start, choice, left)),
        outcomes_sheet(start, choice, left, moved),
    )


def outcomes_sheet(start: Start, choice: Choice, left: Balance, held: Worked) -> Sheet | None:
    """By how much more or less is spent for each outcome; None where no spending is moved.

    A service's part is shared as the service is; pennies that rounding leaves are not shared out.
    """
    moved = moves_by_outcome(start, choice, left, held)
    if not moved:
        return None
    planned = start.opened.sums((start.year,), "outcome").by("outcome", start.year)
    titles = start.opened.outcome_titles(moved)
    pages = start.opened.known_outcomes(titles)
    order = sorted(moved, key=lambda key: ("#" not in key, key == "", -abs(moved[key]), key))
    return Sheet(
        "outcomes-moved",
        _("What would be spent on each outcome"),
        (
            Column("outcome", _("Outcome")),
            Column("ref"),
            Column("planned", _("Spending as planned"), POUNDS),
            Column("difference", _("Spending: more or less"), CHANGE),
            Column("then", _("Spending by your choice"), POUNDS),
        ),
        tuple(
            (titles[key], key, planned.get(key, ZERO), moved[key], planned.get(key, ZERO) + moved[key])
            for key in order
        ),
        tuple(pages.get(key, "") for key in order),
    )


def moves_by_outcome(start: Start, choice: Choice, left: Balance, held: Worked) -> dict[str, Decimal]:
    """What is spent more on each outcome, or less; they sum to what all spending is moved by, exactly."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for ref in choice.services:
        whole = -next(
            (each.amount for each in left.effects if (each.kind, each.ref) == ("service", ref)), ZERO
        )
        cost = start.position.services[ref]
        served = held.by("served", start.year, service=ref).items()
        parts = {key: penny(amount * whole / cost) for key, amount in served if key and cost}
        for key, part in parts.items():
            found[key] += part
        found[""] += whole - sum(parts.values(), ZERO)
    for ref in choice.dropped:
        for key, part in start.shares(ref, -left.counted(ref)).items():
            found[key] += part
    return {key: amount for key, amount in found.items() if amount}


def _dropped(start: Start, left: Balance, ref: str, touches: tuple[Touched, ...]) -> LeftOut:
    held, option = start.change(ref), start.position.options[ref]
    facts = {"change": held.change.title, "sum": pounds(abs(option.effect))}
    if option.to_find:
        said = _("“{change}” would not be counted on. {sum} more is needed instead.")
        return LeftOut(said.format(**facts))
    if option.effect < 0:
        said = _("“{change}” would not happen. {sum} more is needed instead.")
        return LeftOut(said.format(**facts), touches)
    said = _("“{change}” would not be paid for ({sum}).")
    if held.change.kind in ("demography", "legislative", "price", "pay"):
        said = _(
            "“{change}” would not be paid for ({sum}). The need for it would still be there: the council "
            "does not choose it."
        )
    counted = left.counted(ref)
    if counted == option.effect:
        return LeftOut(said.format(**facts))
    tied = _("Only {counted} of it counts: the rest is paid for by money that may be spent on nothing else.")
    return LeftOut(f"{said.format(**facts)} {tied.format(counted=pounds(counted))}")


def _later(start: Start, choice: Choice, left: Balance) -> list[str]:
    said = []
    after = year_name(start.year + 1)
    if choice.reserve:
        facts = {"left": pounds(left.reserve), "least": pounds(left.position.minimum)}
        said.append(
            _("General reserves would hold {left}. That is less than the {least} they should hold.").format(
                **facts
            )
            if left.is_below_minimum
            else _("General reserves would hold {left}. They should hold at least {least}.").format(**facts)
        )
        said.append(
            _(
                "Reserves can be spent only once. The {sum} does not close the gap of {year}: it is missing "
                "again that year."
            ).format(sum=pounds(choice.reserve), year=after)
        )
    if start.year + 1 in start.opened.facts.years:
        gap = start.sums.total("gap", start.year + 1)
        if gap > 0:
            said.append(
                _("In {year} the plan is {sum} short, before your choices.").format(
                    sum=pounds(gap), year=after
                )
            )
    return said
