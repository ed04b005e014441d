"""Budget moved between lines in a year: what may move, who may allow it, and what each line has afterwards.

Restricted money (a grant given for a purpose) may move to another line of the services that it was given
for, and goes on being restricted there; it never moves out of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.rules.in_year import Authority
from goldenthread.rules.money import ZERO, share_out, total
from goldenthread.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class VirementMove:
    """What each line gains (positive) or gives (negative), by the line's ref."""

    amounts: Mapping[str, Decimal]

    @property
    def given(self) -> dict[str, Decimal]:
        """What each giving line gives, as positive sums."""
        return {line: -amount for line, amount in self.amounts.items() if amount < 0}

    @property
    def gained(self) -> dict[str, Decimal]:
        """What each gaining line gains."""
        return {line: amount for line, amount in self.amounts.items() if amount > 0}

    @property
    def moved(self) -> Decimal:
        """How much moves in all."""
        return total(list(self.given.values()))


@dataclass(slots=True)
class Standing:
    """Where each line stands as virements go by: its budget, and the restricted money in it by fund.

    `services` is each line's service; `funds` the services that each restricted fund may be spent on.
    """

    budgets: dict[str, Decimal]
    services: Mapping[str, str]
    restricted: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    funds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def free(self, line: str) -> Decimal:
        """What of a line's budget no fund restricts."""
        return self.budgets[line] - total(list(self.restricted.get(line, {}).values()))

    def apply(self, move: VirementMove) -> None:
        """Move the money; of a line's budget the free part goes first. The move has no faults."""
        for line, amount in move.given.items():
            for fund, part in self._restricted_part(line, amount).items():
                self.restricted[line][fund] -= part
                gains = move.gained
                for taker, held in zip(gains, share_out(part, list(gains.values())), strict=True):
                    of = self.restricted.setdefault(taker, {})
                    of[fund] = of.get(fund, ZERO) + held
        for line, amount in move.amounts.items():
            self.budgets[line] += amount

    def faults(self, move: VirementMove) -> Iterator[Refusal]:
        """Why the move may not be made, by line; nothing where it may."""
        amounts = move.amounts
        unknown = [line for line in amounts if line not in self.budgets]
        for line in unknown:
            yield _fault(line, f"there is no line {line!r} in the budget in force", "give a line's ref")
        if unknown:
            return
        if total(list(amounts.values())) or not move.moved:
            yield _fault(None, *_unequal(move))
        for line, amount in move.given.items():
            if amount > self.budgets[line]:
                what = f"{line} has £{self.budgets[line]:,} and would give £{amount:,}"
                yield _fault(line, what, "take no more out of a line than it has")
            else:
                yield from self._misused(line, amount, move)

    def _misused(self, line: str, amount: Decimal, move: VirementMove) -> Iterator[Refusal]:
        takers = {self.services[each] for each in move.gained}
        for fund, part in self._restricted_part(line, amount).items():
            allowed = self.funds.get(fund, ())
            if allowed and not takers <= set(allowed):
                what = f"£{part:,} of it is {fund}, which is given for {', '.join(allowed)} alone"
                do = f"take at most £{max(self.free(line), ZERO):,} out of {line}, or keep it in that service"
                yield _fault(line, what, do)

    def _restricted_part(self, line: str, amount: Decimal) -> dict[str, Decimal]:
        """What a line gives of each restricted fund, once its free money is given."""
        wanted = max(amount - max(self.free(line), ZERO), ZERO)
        parts = {}
        for fund, held in self.restricted.get(line, {}).items():
            part = min(held, wanted)
            if part > 0:
                parts[fund] = part
                wanted -= part
        return parts


def authority_fault(authority: Authority, move: VirementMove, services: Mapping[str, str]) -> Refusal | None:
    """Why this authority may not allow the move; None where it may."""
    is_within = len({services[line] for line in move.amounts if line in services}) <= 1
    most = authority.most(is_within)
    if most is None or move.moved <= most:
        return None
    where = "within a service" if is_within else "between services"
    what = f"{authority.title} may allow up to £{most:,} {where}, and this moves £{move.moved:,}"
    return Refusal("", None, "authority", what, "name whoever may allow so much, and the minute")


def _unequal(move: VirementMove) -> tuple[str, str]:
    given, gained = move.moved, total(list(move.gained.values()))
    if not given and not gained:
        return "nothing is moved", "say what each line gives or gains"
    return f"£{given:,} is taken out and £{gained:,} is put in", "make the two the same, to the penny"


def _fault(line: str | None, what: str, do: str) -> Refusal:
    return Refusal("", None, line, what, do)
