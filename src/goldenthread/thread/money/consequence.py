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
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Sheet, pounds


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a choice would mean, sentence by sentence, and the outcomes that gain or lose."""

    law: tuple[str, ...]
    kept: tuple[str, ...]
    later: tuple[str, ...]
    outcomes: Sheet | None


def consequences(start: Start, choice: Choice, left: Balance) -> Consequences:
    """What the choice would mean."""
    moved = sums_in(start.opened.ref, (start.year,), "mandate", "served", services=choice.services)
    return Consequences(
        tuple(_law(start, moved, ref) for ref, share in choice.services.items() if share < 0),
        tuple(_dropped(start, ref) for ref in choice.dropped),
        tuple(_later(start, choice, left)),
        outcomes_sheet(start, choice, moved),
    )


def outcomes_sheet(start: Start, choice: Choice, held: Worked) -> Sheet | None:
    """By how much more or less is spent for each outcome; None where no spending is moved.

    A service's part is shared as the service is; pennies that rounding leaves are not shared out.
    """
    moved = moves_by_outcome(start, choice, held)
    if not moved:
        return None
    planned = start.opened.sums((start.year,), "outcome").by("outcome", start.year)
    titles = start.opened.outcome_titles(moved)
    pages = start.opened.known_outcomes(titles)
    order = sorted(moved, key=lambda key: ("#" not in key, key == "", -abs(moved[key]), key))
    return Sheet(
        "outcomes-moved",
        _("What this means for each outcome"),
        (
            Column("outcome", _("Outcome")),
            Column("ref"),
            Column("planned", _("As planned"), POUNDS),
            Column("difference", _("More or less"), CHANGE),
            Column("then", _("By your choice"), POUNDS),
        ),
        tuple(
            (titles[key], key, planned.get(key, ZERO), moved[key], planned.get(key, ZERO) + moved[key])
            for key in order
        ),
        tuple(pages.get(key, "") for key in order),
    )


def moves_by_outcome(start: Start, choice: Choice, held: Worked) -> dict[str, Decimal]:
    """What each outcome gains, or loses; they sum to what all spending is moved by, exactly."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for service, share in choice.services.items():
        whole = penny(start.position.services[service] * share)
        parts = {
            key: penny(amount * share)
            for key, amount in held.by("served", start.year, service=service).items()
            if key
        }
        for key, part in parts.items():
            found[key] += part
        found[""] += whole - sum(parts.values(), ZERO)
    for ref in choice.dropped:
        for key, part in start.shares(ref, -start.position.options[ref].effect).items():
            found[key] += part
    return {key: amount for key, amount in found.items() if amount}


def _law(start: Start, moved: Worked, service: str) -> str:
    """What the law has to say where a service is to spend less."""
    held = moved.by("mandate", start.year, service=service)
    whole = start.position.services[service]
    title = start.opened.service_title(service)
    must, level = held.get("demand_led", ZERO), held.get("level", ZERO)
    facts = {"service": title, "must": pounds(must), "whole": pounds(whole)}
    if must > 0 and must * 2 >= whole:
        return _(
            "{service}: the law says the council must give this to everyone who needs it ({must} of "
            "{whole}). It cannot simply spend less: fewer people would have to need it, or it would have to "
            "cost less."
        ).format(**facts)
    if must > 0:
        return _(
            "{service}: the law says the council must give part of this to everyone who needs it ({must} of "
            "{whole}). The rest would have to give up more."
        ).format(**facts)
    if level > 0:
        return _(
            "{service}: the law says the council must do this, but the council decides how much. There would "
            "be less of it."
        ).format(**facts)
    if held.get("discretionary", ZERO) > 0:
        return _("{service}: the law lets the council choose. There would be less of it, or none.").format(
            **facts
        )
    return _("{service}: this keeps the council running. Other services lean on it.").format(**facts)


def _dropped(start: Start, ref: str) -> str:
    held, option = start.change(ref), start.position.options[ref]
    facts = {"change": held.change.title, "sum": pounds(abs(option.effect))}
    if option.effect < 0:
        return _("“{change}” would not happen. {sum} more is needed instead.").format(**facts)
    if held.change.kind in ("demography", "legislative", "price", "pay"):
        return _(
            "“{change}” would not be paid for ({sum}). The need for it would still be there: the council "
            "does not choose it."
        ).format(**facts)
    return _("“{change}” would not be paid for ({sum}).").format(**facts)


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
