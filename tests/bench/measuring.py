"""How a benchmark is run and printed: interleaved, in one process, as ratios that travel between machines."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TURNS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of each contender, the median of its turns; `size` is what each of them did."""

    title: str
    size: str
    seconds: Mapping[str, float]
    remark: str

    def lines(self) -> list[str]:
        """A heading, a line for each contender with its ratio to the product, and the remark."""
        own = self.seconds["golden thread"]
        said = [f"{self.title} ({self.size}, median of {TURNS}, interleaved)"]
        for name, seconds in self.seconds.items():
            said.append(f"  {name:<34}{seconds * 1000:>9,.1f} ms{seconds / own:>9.2f} x golden thread")
        return [*said, f"  {self.remark}"]


def interleaved(contenders: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Each contender's median seconds over several turns, after one turn that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(TURNS + 1):
        for name, run in contenders.items():
            started = time.perf_counter()
            run()
            if turn:
                taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
