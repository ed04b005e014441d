"""What an edition states as fact, and what each fact rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an edition shows and that can be worked out again.

    `key` finds the same fact in another working-out: `what/whom/where/…`, such as
    `verdict/ks2-attainment/E10000016//direction_1y`. `about` says in words what it is a fact of, and `text`
    how it reads. `value` is the exact decimal in `unit`, empty where it is words; `verdict` is the code of a
    verdict. `period` is ISO 8601 (`start/duration`), `status` the observation status. `rule` is
    `policy/rule@version`. `releases` are the refs of the releases it comes from.
    """

    key: str
    about: str
    text: str
    value: str = ""
    unit: str = ""
    period: str = ""
    verdict: str = ""
    reason: str = ""
    change: str = ""
    status: str = ""
    rule: str = ""
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of one working-out beside the same fact of another; one of them is None where it has none."""

    was: Fact | None
    now: Fact | None

    @property
    def about(self) -> str:
        held = self.was or self.now
        return held.about if held else ""


def differences(was: tuple[Fact, ...], now: tuple[Fact, ...]) -> tuple[Difference, ...]:
    """The facts that read otherwise, rest on another rule, or stand in one alone; in the order of `was`.

    A fact that only comes from a later release and says the same is no difference.
    """
    before, after = {each.key: each for each in was}, {each.key: each for each in now}
    keys = [*before, *(key for key in after if key not in before)]
    pairs = ((before.get(key), after.get(key)) for key in keys)
    return tuple(Difference(one, two) for one, two in pairs if _stated(one) != _stated(two))


def _stated(fact: Fact | None) -> tuple[str, ...]:
    """What of a fact a reader could notice."""
    if fact is None:
        return ()
    said = (fact.text, fact.value, fact.unit, fact.period, fact.status)
    return (*said, fact.verdict, fact.reason, fact.change, fact.rule)
