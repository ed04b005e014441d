"""A choice as the short text of an address, and back: what is not understood is said, and left as planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.balancing import Choice, Position
from goldenthread.rules.money import EXACT, ZERO
from goldenthread.rules.number import UnknownNumber, places, read_number
from goldenthread.rules.tongue import say

MOST_RISE: Final = Decimal("0.15")
"""The highest rise that is worked out; more is taken for a slip of the hand."""
MOST_MOVE: Final = Decimal("0.05")
"""How far a service may be moved, up or down."""
MOST_NAMES: Final = 200
NAMES: Final = ("year", "tax", "care", "reserve", "s", "drop", "lang")
"""What an address may name; `year` and `lang` are read by the page."""

Asked = Mapping[str, Sequence[str]]
"""What an address asks, each name with its texts: tax, care, reserve, s (`service:-5`) and drop (a ref)."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The choice that an address makes, and in words what of it was not understood."""

    choice: Choice
    faults: tuple[str, ...]


def read_choice(
    asked: Asked, position: Position, core: Decimal = MOST_RISE, care: Decimal = MOST_RISE
) -> Understood:
    """The choice of an address for a year. Whatever is wrong is left as the plan has it, and said.

    `core` and `care` are the highest rises that are offered.
    """
    faults = [
        say("“{text}” is nothing that can be chosen here.", text=_shown(n)) for n in asked if n not in NAMES
    ]
    choice = Choice(
        core=_rise(_one(asked, "tax"), core, faults) if position.bill else None,
        care=_rise(_one(asked, "care"), care, faults) if position.bill else None,
        reserve=_reserve(_one(asked, "reserve"), position, faults),
        services=_services(asked.get("s", ())[:MOST_NAMES], position, faults),
        dropped=_dropped(asked.get("drop", ())[:MOST_NAMES], position, faults),
    )
    return Understood(choice, tuple(dict.fromkeys(faults)))


def written(choice: Choice) -> tuple[tuple[str, str], ...]:
    """The pairs of the shortest address that makes the choice; none where the plan stands as it is."""
    pairs = [("tax", percent(choice.core))] if choice.core is not None else []
    pairs += [("care", percent(choice.care))] if choice.care is not None else []
    pairs += [("reserve", plain_number(choice.reserve))] if choice.reserve else []
    pairs += [("s", f"{ref}:{percent(share)}") for ref, share in sorted(choice.services.items())]
    pairs += [("drop", ref) for ref in choice.dropped]
    return tuple(pairs)


def percent(share: Decimal) -> str:
    """0.0199 as "1.99"."""
    return plain_number(share.scaleb(2, EXACT))


def plain_number(value: Decimal) -> str:
    """A number without the zeros that say nothing: 3.00 as "3", 5000000.00 as "5000000"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one(asked: Asked, name: str) -> str:
    return next((text.strip() for text in reversed(asked.get(name, ())) if text.strip()), "")


def _number(text: str, most_places: int) -> Decimal | None:
    try:
        value = read_number(text)
    except UnknownNumber:
        return None
    return value if places(value) <= most_places else None


def _rise(text: str, limit: Decimal, faults: list[str]) -> Decimal | None:
    if not text:
        return None
    value = _number(text.removesuffix("%").rstrip(), 2)
    if value is None or not 0 <= value.scaleb(-2, EXACT) <= limit:
        most = percent(limit)
        faults.append(
            say(
                "A rise of council tax of “{text}” was not understood. Choose 0% to {most}%.",
                text=_shown(text),
                most=most,
            )
        )
        return None
    return value.scaleb(-2, EXACT)


def _reserve(text: str, position: Position, faults: list[str]) -> Decimal:
    if not text:
        return ZERO
    value = _number(text.removeprefix("£").replace(",", ""), 2)
    if value is None or value < 0:
        faults.append(
            say(
                "“{text}” of reserves was not understood. Give a sum in pounds, such as £5,000,000.",
                text=_shown(text),
            )
        )
        return ZERO
    if value > max(position.reserve, ZERO):
        faults.append(
            say(
                "There is not that much in general reserves: they would hold £{held}. Choose less.",
                held=f"{max(position.reserve, ZERO):,.0f}",
            )
        )
        return ZERO
    return value


def _services(texts: Iterable[str], position: Position, faults: list[str]) -> dict[str, Decimal]:
    moved: dict[str, Decimal] = {}
    for text in texts:
        if not text:
            continue
        ref, _, by = text.rpartition(":")
        value = _number(by, 1)
        if ref not in position.services:
            faults.append(say("There is no service “{text}” in this budget.", text=_shown(ref or text)))
        elif value is None or abs(value.scaleb(-2, EXACT)) > MOST_MOVE:
            faults.append(
                say(
                    "A change of “{text}” was not understood. A service may be moved by up to {most}%.",
                    text=_shown(by),
                    most=percent(MOST_MOVE),
                )
            )
        elif value:
            moved[ref] = value.scaleb(-2, EXACT)
    return moved


def _dropped(texts: Iterable[str], position: Position, faults: list[str]) -> tuple[str, ...]:
    known = dict.fromkeys(text for text in texts if text)
    for text in known:
        if text not in position.options:
            faults.append(say("There is no change “{text}” of that year in this budget.", text=_shown(text)))
    return tuple(text for text in known if text in position.options)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
