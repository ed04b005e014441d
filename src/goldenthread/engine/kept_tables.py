"""Tables kept from one reading to the next, never more than so many bytes of them together."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

import pyarrow as pa

MOST_BYTES = 2**28


@dataclass(slots=True)
class KeptTables:
    """The tables read last, by a key that says all of what they hold. Safe for any number of threads."""

    most: int = MOST_BYTES
    _held: OrderedDict[Hashable, pa.Table] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, key: Hashable, read: Callable[[], pa.Table]) -> pa.Table:
        """The table of that key: kept, or read and kept if there is room for it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        table = read()
        with self._lock:
            self._held[key] = table
            while sum(each.nbytes for each in self._held.values()) > self.most:
                self._held.popitem(last=False)
        return table
