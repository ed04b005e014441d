"""What is left of a year's gap when somebody else chooses: tax, reserves, services, the plan's own changes.

gap left = the plan's gap - what each choice takes off it. Each effect is rounded to the penny once and stated
as it counts, so that what is stated adds up. With no choice the plan's own gap is left, to the penny.

Only money that may be spent on anything closes a gap. A service is therefore moved by a share of what such
money pays of its cost, and new spending that is left out counts for no more than that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.council_tax import rounding_allowed
from goldenthread.rules.money import ZERO, penny, total
from goldenthread.rules.mtfp_funding import TaxBill

CHANGES = ("saving", "pressure")


@dataclass(frozen=True, slots=True)
class Option:
    """A change of the plan that may be left out: what it does to the year's spending, a saving negative.

    `service` is whose spending it is; `to_find` is a saving that nobody has found yet.
    """

    ref: str
    effect: Decimal
    one_off: bool = False
    service: str = ""
    to_find: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What the plan comes to in one year before anybody chooses.

    `services` is what each costs net, and `tied` what of it is paid for by money that may be spent on nothing
    else; `reserve` what general reserves hold when the year ends, and `minimum` the least that they should
    hold.
    """

    year: int
    gap: Decimal
    bill: TaxBill | None = None
    services: Mapping[str, Decimal] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    reserve: Decimal = ZERO
    minimum: Decimal = ZERO
    tied: Mapping[str, Decimal] = field(default_factory=dict)

    def free(self, service: str) -> Decimal:
        """What of a service's cost is paid for by money that may be spent on anything."""
        return self.services[service] - self.tied.get(service, ZERO)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chooses; what is not named stays as the plan has it.

    `core` and `care` are the rises of council tax as shares of last year's charge, `reserve` pounds of
    general reserves used up, `services` the share by which each spends more (negative: less) of what the
    council is free to spend there, `dropped` the refs of the plan's changes that are left out.
    """

    core: Decimal | None = None
    care: Decimal | None = None
    reserve: Decimal = ZERO
    services: Mapping[str, Decimal] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()

    @property
    def is_plan(self) -> bool:
        """Whether nothing is chosen, so that the plan stands as it is."""
        return self == Choice()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one choice takes off the gap; negative where it widens it.

    `kind` is tax, reserve, service, saving or pressure, `ref` which one; a one-off does not help next year.
    """

    kind: str
    ref: str
    amount: Decimal
    one_off: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """What a choice leaves: the gap (negative: money over), the tax, and what general reserves still hold."""

    position: Position
    effects: tuple[Effect, ...]
    bill: TaxBill | None
    reserve: Decimal

    @property
    def gap(self) -> Decimal:
        return self.position.gap - total([each.amount for each in self.effects])

    @property
    def is_balanced(self) -> bool:
        """Whether the money meets the spending, but for what whole pennies of Band D cannot raise."""
        return self.gap <= (rounding_allowed(self.bill.base) if self.bill else ZERO)

    @property
    def once(self) -> Decimal:
        """How much of what closes the gap is there only once, and is missing again the year after."""
        return total([each.amount for each in self.effects if each.one_off])

    @property
    def is_below_minimum(self) -> bool:
        return self.reserve < self.position.minimum

    def counted(self, ref: str) -> Decimal:
        """What leaving out that change takes off the gap; nothing where it counts for nothing."""
        return next((each.amount for each in self.effects if each.ref == ref and each.kind in CHANGES), ZERO)


def balance(position: Position, choice: Choice) -> Balance:
    """What the choice leaves. Raises KeyError where it names a service or a change that the year has not."""
    bill = rebilled(position.bill, choice) if position.bill else None
    effects = tuple(each for each in _effects(position, choice, bill) if each.amount)
    return Balance(position, effects, bill, position.reserve - choice.reserve)


def rebilled(bill: TaxBill, choice: Choice) -> TaxBill:
    """The bill with the rises chosen; each is rounded to a penny of Band D, as the plan's own are."""
    core = bill.core if choice.core is None else penny(Fraction(bill.last) * Fraction(choice.core))
    care = bill.care if choice.care is None else penny(Fraction(bill.last) * Fraction(choice.care))
    band_d = bill.last + core + care
    return replace(
        bill,
        band_d=band_d,
        core=core,
        care=care,
        charged_care=bill.charged_care - bill.care + care,
        raised=penny(Fraction(bill.base) * Fraction(band_d)),
    )


def _effects(position: Position, choice: Choice, bill: TaxBill | None) -> Iterator[Effect]:
    if bill and position.bill and bill.band_d != position.bill.band_d:
        yield Effect("tax", "", bill.raised - position.bill.raised)
    yield Effect("reserve", "", choice.reserve, one_off=True)
    moved = {ref: penny(Fraction(position.free(ref)) * Fraction(by)) for ref, by in choice.services.items()}
    yield from (Effect("service", ref, -amount) for ref, amount in moved.items())
    yield from _dropped(position, choice, moved)


def _dropped(position: Position, choice: Choice, moved: Mapping[str, Decimal]) -> Iterator[Effect]:
    """Savings first: they leave more of a service for what is left out of it to count against."""
    room = {ref: position.free(ref) + moved.get(ref, ZERO) for ref in position.services}
    options = [position.options[ref] for ref in choice.dropped]
    for each in sorted(options, key=lambda option: option.effect >= 0):
        counted = each.effect
        if each.service in room:
            counted = min(counted, max(room[each.service], ZERO))
            room[each.service] -= counted
        yield Effect("saving" if each.effect < 0 else "pressure", each.ref, counted, each.one_off)
