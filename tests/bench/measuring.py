"""How a benchmark is run and printed: interleaved, in one process, as ratios that travel between machines."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TURNS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of each contender, the least of its turns; `rows` is what each of them read."""

    title: str
    rows: int
    seconds: Mapping[str, float]
    remark: str

    def lines(self) -> list[str]:
        """A heading, a line for each contender with its ratio to the product, and the remark."""
        own = self.seconds["golden thread"]
        said = [f"{self.title} ({self.rows:,} rows, best of {TURNS}, interleaved)"]
        for name, seconds in self.seconds.items():
            said.append(f"  {name:<34}{seconds * 1000:>9,.0f} ms{seconds / own:>9.2f} x golden thread")
        return [*said, f"  {self.remark}"]


def interleaved(contenders: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Each contender's least seconds over several turns, after one turn that does not count."""
    best = dict.fromkeys(contenders, float("inf"))
    for turn in range(TURNS + 1):
        for name, run in contenders.items():
            started = time.perf_counter()
            run()
            taken = time.perf_counter() - started
            if turn:
                best[name] = min(best[name], taken)
    return best
