"""What the form of the balancing page offers: rises of tax, reserves, services and the plan's own changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldenthread.kit.format import number
from goldenthread.kit.svg import clean
from goldenthread.rules.balancing import Choice, Position
from goldenthread.rules.balancing_choice import percent, plain_number
from goldenthread.rules.council_tax import RulePack
from goldenthread.rules.money import ZERO, penny
from goldenthread.thread.money.balance_position import Start
from goldenthread.thread.money.sheet import pence, pounds
from goldenthread.thread.money.touched import Touched, touched
from goldenthread.thread.money.words import STEPS

STEP: Final = Decimal("0.005")
PAST: Final = Decimal("0.02")
"""How far past the limit rises are offered."""
NO_LIMIT: Final = Decimal("0.03")
"""Up to here, and PAST beyond, where no limit is known."""
MOVES: Final = range(-5, 6)


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer of a list to choose from."""

    value: str
    text: str
    chosen: bool


Picks = tuple[Pick, ...]


def as_options(picks: Picks) -> SafeString:
    """The options of a list, written at once: a template takes its time over each."""
    return mark_safe(
        "".join(
            f'<option value="{clean(pick.value)}"{" selected" * pick.chosen}>{clean(pick.text)}</option>'
            for pick in picks
        )
    )


@dataclass(frozen=True, slots=True)
class ServicePick:
    """How far one service is moved; without options none of its money may be spent elsewhere.

    `tied` says what of it may be spent on nothing else.
    """

    ref: str
    title: str
    cost: str
    tied: str
    options: SafeString


@dataclass(frozen=True, slots=True)
class ChangePick:
    """A change of the plan that may be left out: what it counts for, and what it touches."""

    ref: str
    title: str
    said: str
    touches: tuple[Touched, ...]
    dropped: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that the form offers."""

    core: SafeString
    care: SafeString
    reserve: SafeString
    services: tuple[ServicePick, ...]
    savings: tuple[ChangePick, ...]
    pressures: tuple[ChangePick, ...]


def offered(start: Start, choice: Choice, pack: RulePack | None) -> Offered:
    """What may be chosen, with what is chosen now."""
    bill = start.position.bill
    touches = touched(start.opened, start.touches)
    changes = [
        (each, _change_pick(start, each.change.ref, choice, touches.get(each.change.ref, ())))
        for each in start.changes
    ]
    core = _rises(start.position, choice.core, pack.core_limit if pack else None, bill.core) if bill else ()
    care = _rises(start.position, choice.care, pack.care_limit if pack else None, bill.care) if bill else ()
    return Offered(
        core=as_options(core),
        care=as_options(care),
        reserve=as_options(_reserves(start.position, choice.reserve)),
        services=tuple(_service_pick(start, ref, choice) for ref in _services(start, choice)),
        savings=tuple(pick for held, pick in changes if held.change.is_saving),
        pressures=tuple(pick for held, pick in changes if not held.change.is_saving),
    )


def _services(start: Start, choice: Choice) -> Iterable[str]:
    """The dearest, and whichever others a link has moved."""
    return dict.fromkeys((*start.services, *choice.services))


def _rises(position: Position, chosen: Decimal | None, limit: Decimal | None, own: Decimal) -> Picks:
    """As planned, then rises in steps to past the limit, each with what it costs a Band D home."""
    last = position.bill.last if position.bill else ZERO
    steps = sorted({*_steps(limit), *(() if chosen is None else (chosen,))})
    facts = {"rise": number(own * 100 / last, 2) if last else "0", "sum": pence(own)}
    planned = _("As planned, {rise}%: {sum} in Band D").format(**facts)
    return (
        Pick("", planned, chosen is None),
        *(
            Pick(
                percent(step),
                _("{rise}%: {sum} in Band D").format(rise=percent(step), sum=pence(penny(last * step))),
                step == chosen,
            )
            for step in steps
        ),
    )


def most_rise(limit: Decimal | None) -> Decimal:
    """The highest rise that is offered."""
    return (NO_LIMIT if limit is None else limit) + PAST


def _steps(limit: Decimal | None) -> Iterator[Decimal]:
    """Half per cents to past the limit, and the most below it."""
    most = most_rise(limit)
    step = Decimal(0)
    while step <= most:
        yield step.normalize()
        step += STEP
    if limit:
        yield (limit - Decimal("0.0001")).normalize()


def _reserves(position: Position, chosen: Decimal) -> Picks:
    """None, then round sums up to all that general reserves hold."""
    if position.reserve <= 0:
        return ()
    step = _round_step(position.reserve / 10)
    sums = {step * n for n in range(int(position.reserve / step) + 1)} | {chosen}
    return tuple(_reserve_pick(position, amount, chosen) for amount in sorted(sums))


def _reserve_pick(position: Position, amount: Decimal, chosen: Decimal) -> Pick:
    said = pounds(amount) if amount else _("None, as planned")
    if position.reserve - amount < position.minimum:
        said = _("{sum} (too little is left)").format(sum=said)
    return Pick(plain_number(amount) if amount else "", said, amount == chosen)


def _round_step(about: Decimal) -> Decimal:
    """A round sum at or above: 1, 2 or 5 with noughts."""
    scale = Decimal(1).scaleb(about.adjusted())
    return next(scale * by for by in (1, 2, 5, 10) if scale * by >= about)


def _service_pick(start: Start, ref: str, choice: Choice) -> ServicePick:
    cost, free = start.position.services[ref], start.position.free(ref)
    now = choice.services.get(ref, ZERO)
    shares = sorted({*(Decimal(n).scaleb(-2) for n in MOVES), now})
    picks = tuple(
        Pick(f"{ref}:{percent(share)}" if share else "", _moved(free, share), share == now)
        for share in shares
    )
    title = start.opened.service_title(ref)
    return ServicePick(ref, title, pounds(cost), _tied(cost, free), as_options(picks if free else ()))


def _tied(cost: Decimal, free: Decimal) -> str:
    """Beside the choice: what of a service's cost is paid for by money that may be spent on nothing else."""
    if free == cost:
        return ""
    if not free:
        return _("All of it is paid for by money that may be spent on nothing else. It cannot close the gap.")
    said = _("{free} of it can be moved: the rest is paid for by money that may be spent on nothing else.")
    return said.format(free=pounds(free))


def _moved(cost: Decimal, share: Decimal) -> str:
    amount = pounds(abs(penny(cost * share)))
    if share == 0:
        return _("As planned")
    said = _("{share}% more: {sum}") if share > 0 else _("{share}% less: {sum}")
    return said.format(share=percent(abs(share)), sum=amount)


def _change_pick(start: Start, ref: str, choice: Choice, touches: tuple[Touched, ...]) -> ChangePick:
    held, option = start.change(ref), start.position.options[ref]
    change = held.change
    said = _("{sum}. {service}. {why}").format(
        sum=pounds(abs(option.effect)),
        service=start.opened.service_title(held.service),
        why=_("Prices") if change.kind == "price" else STEPS[change.kind],
    )
    if change.is_saving and abs(option.effect) != abs(change.amount):
        said = _("{said}. {sum} was planned; the plan counts on less").format(
            said=said, sum=pounds(change.amount)
        )
    return ChangePick(ref, change.title, said, touches, ref in choice.dropped)
