"""The claim check: an editor's words beside the edition's own facts. It never shows in public."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from goldenthread.publish.fact import Fact
from goldenthread.rules.claim import Claim, Known, Stated, check, known
from goldenthread.rules.period import read_period


def known_facts(facts: Iterable[Fact]) -> Known:
    """The facts of an edition, made ready to be found by what a sentence is about."""
    held = tuple(fact for fact in facts if fact.value or fact.verdict)
    return known([*map(_stated, held), *_wholes(held)])


def claims_of(text: str, facts: Known) -> tuple[Claim, ...]:
    """What the words claim, and what the facts say to each claim."""
    return check(text, facts)


def _stated(fact: Fact) -> Stated:
    kind = fact.key.partition("/")[0]
    about, text = fact.about, fact.text
    if kind == "figure":
        about, _, label = fact.about.rpartition(", ")
        text = f"{fact.text} in {_label(fact.period) or label}"
    elif kind == "count":
        about, text = _counted(fact), f"{fact.text} {fact.key.rpartition('/')[2].replace('_', ' ')}"
    elif ": " in about:
        about = about.rpartition(": ")[0]
    return Stated(
        key=fact.key,
        about=about,
        text=text,
        value=Decimal(fact.value) if fact.value else None,
        unit=fact.unit,
        change=Decimal(fact.change) if fact.change else None,
        verdict=fact.verdict,
        window=_window(fact.key),
    )


def _wholes(facts: Iterable[Fact]) -> Iterator[Stated]:
    """How many there are in all, where facts count how many of them stand where."""
    held: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.key.startswith("count/") and fact.value:
            held.setdefault(fact.key.rpartition("/")[0], []).append(fact)
    for key, counted in held.items():
        of_what = _counted(counted[0])
        whole = sum((Decimal(fact.value) for fact in counted), Decimal(0))
        yield Stated(f"{key}/all", of_what, f"{whole} {of_what}", whole, window=_window(f"{key}/"))


def _counted(fact: Fact) -> str:
    """Of what a fact counts some: "supporting outcomes"."""
    return fact.about.partition(": ")[2].removeprefix("how many ").partition(", ")[0]


def _label(period: str) -> str:
    """A period by its years, whatever the measure calls it."""
    if not period:
        return ""
    span = read_period(period)
    first, last = span.start.year, (span.end - timedelta(days=1)).year
    return str(first) if first == last else f"{first} to {last}"


def _window(key: str) -> int:
    """Over how many years a direction looks back; 0 where it is none."""
    return {"direction_1y": 1, "direction_3y": 3}.get(key.rstrip("/").split("/")[-1], 0) or (
        1 if "/direction_1y/" in key else 3 if "/direction_3y/" in key else 0
    )
