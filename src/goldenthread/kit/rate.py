"""How often one caller may ask: counts kept in the process, in fixed memory."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

WINDOW: Final = 60.0
"""Seconds that a rate is counted over."""
MOST_CALLERS: Final = 20_000
"""So many callers are remembered; beyond that, whoever asked longest ago is forgotten."""


USUAL: Final = {"api": 120, "token": 600, "computing": 60}
"""Requests a minute: to the API by address, to the API by token, and for pages that compute."""


@dataclass(slots=True)
class _Count:
    window: int
    now: int = 0
    before: int = 0


class RateLimit:
    """A sliding minute for each caller, worked out from this minute's count and a share of the last one's.

    One of these counts for one worker process: a site with two workers lets through twice as much at most.
    """

    def __init__(self, most_callers: int = MOST_CALLERS) -> None:
        self._most_callers = most_callers
        self._counts: OrderedDict[Hashable, _Count] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._counts)

    def wait(self, caller: Hashable, most: int, at: float) -> int:
        """Count one request at a moment in seconds; 0 where it may go on, else how many seconds to wait.

        A request that must wait is not counted. `most` 0 is no limit.
        """
        if most <= 0:
            return 0
        window, into = divmod(at, WINDOW)
        with self._lock:
            count = self._count(caller, int(window))
            share = 1 - into / WINDOW
            if count.now + count.before * share + 1 > most:
                return max(1, int(_until(count, most, into)) + 1)
            count.now += 1
            return 0

    def _count(self, caller: Hashable, window: int) -> _Count:
        count = self._counts.get(caller)
        if count is None:
            count = self._counts[caller] = _Count(window)
            if len(self._counts) > self._most_callers:
                self._counts.popitem(last=False)
        self._counts.move_to_end(caller)
        if count.window != window:
            count.before = count.now if count.window == window - 1 else 0
            count.window, count.now = window, 0
        return count


def _until(count: _Count, most: int, into: float) -> float:
    """Seconds until one more request fits, where nobody asks in between."""
    if count.now + 1 <= most and count.before:
        # The last minute's share falls to what there is room for within this minute.
        return WINDOW * (1 - (most - 1 - count.now) / count.before) - into
    # This minute is full: it must become the last one, and its own share fall.
    return WINDOW - into + (WINDOW * (1 - (most - 1) / count.now) if count.now else 0)


def caller_at(address: str) -> str:
    """Who asks, by address. A home or a firm has a whole /64 of IPv6 addresses, so that they count as one."""
    try:
        known = ip_address(without_port(address))
    except ValueError:
        return address[:45]
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64))


def without_port(address: str) -> str:
    """The address alone. Some web servers tell the port too, which is another for each connection."""
    address = address.strip()
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def read_rates(text: str) -> Mapping[str, int]:
    """The rates that a setting states, as `api=120,token=600`; `off` is none at all, and 0 none of that kind.

    Raises ValueError on what is not understood, so that a site never starts with a limit it does not mean.
    """
    if text.strip() == "off":
        return dict.fromkeys(USUAL, 0)
    said = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, most = (each.strip() for each in part.partition("="))
        if name not in USUAL or not equals or not most.isdecimal():
            raise ValueError(
                f"GOLDENTHREAD_RATES: {part!r} is not understood: write off or api=120,token=600"
            )
        said[name] = int(most)
    return USUAL | said
