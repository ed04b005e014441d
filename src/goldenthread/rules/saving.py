"""A saving on its way: which states follow which, and how much of one its kind has delivered before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.in_year import SavingRule
from goldenthread.rules.money import ZERO, penny, total
from goldenthread.rules.tongue import Words

MOVES: Final[Mapping[str, tuple[str, ...]]] = {
    "identified": ("identified", "agreed", "lost"),
    "agreed": ("agreed", "under_way", "delivered", "lost"),
    "under_way": ("under_way", "delivered", "lost"),
    "delivered": ("delivered",),
    "lost": ("lost",),
}
"""What a saving may be next: it stays, goes a step on or is lost. Delivered and lost are its ends."""

OVER: Final = ("delivered", "lost")

BASES: Final = Words(
    {
        "finished": "Finished: what was delivered",
        "own_history": "The council's own finished savings of the kind",
        "prior": "Cannot judge from its own: the published share is shown",
        "unidentified": "Still to be found: nothing is counted",
    }
)
"""On what ground a saving's expected delivery stands."""


@dataclass(frozen=True, slots=True)
class FinishedSaving:
    """A saving that was delivered or lost: what was planned of it, and what it brought."""

    kind: str
    planned: Decimal
    delivered: Decimal


@dataclass(frozen=True, slots=True)
class DeliveryShare:
    """How much of comparable savings was delivered: all of them together, and the least and most of any one.

    `count` is how many there were. With too few of them the shares are None, and it cannot be judged.
    """

    count: int
    share: Fraction | None
    least: Fraction | None
    most: Fraction | None

    @property
    def is_judged(self) -> bool:
        return self.share is not None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a saving is expected to bring, in pounds, and on what ground (a key of BASES).

    `least` and `most` are what the worst and the best of its kind would make of it; None without own history.
    """

    basis: str
    planned: Decimal
    amount: Decimal
    least: Decimal | None = None
    most: Decimal | None = None


def delivery_share(finished: Iterable[FinishedSaving], kind: str, rule: SavingRule) -> DeliveryShare:
    """What share of its planned savings of a kind the council delivered, all of them together."""
    held = [each for each in finished if each.kind == kind and each.planned > 0]
    if len(held) < rule.at_least:
        return DeliveryShare(len(held), None, None, None)
    delivered, planned = total([each.delivered for each in held]), total([each.planned for each in held])
    shares = [Fraction(each.delivered) / Fraction(each.planned) for each in held]
    return DeliveryShare(len(held), Fraction(delivered) / Fraction(planned), min(shares), max(shares))


def expected_delivery(
    kind: str, planned: Decimal, state: str, delivered: Decimal, share: DeliveryShare, rule: SavingRule
) -> Expected:
    """What a saving is expected to bring by the end of the year.

    A finished one brings what it delivered; one that is still to be found brings nothing.
    """
    if kind == "unidentified":
        return Expected("unidentified", planned, ZERO)
    if state in OVER:
        return Expected("finished", planned, delivered)
    if share.share is None or share.least is None or share.most is None:
        prior = Fraction(rule.prior_delivered) / Fraction(rule.prior_planned)
        return Expected("prior", planned, _part(planned, prior))
    parts = (_part(planned, each) for each in (share.share, share.least, share.most))
    return Expected("own_history", planned, *parts)


def _part(amount: Decimal, share: Fraction) -> Decimal:
    return penny(Fraction(amount) * share)
