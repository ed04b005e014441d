"""How far out the share of a line may be by its confidence: dated data that ships with the product."""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from goldenthread.engine.policy import mapping_from_text
from goldenthread.rules.allocation_range import ShareSpread
from goldenthread.rules.refusal import refuse

NO_CONFIDENCE = "none"


def share_spread_of(day: date) -> ShareSpread:
    """The spreads in force on a day: the latest dated that has begun. Raises Refused before the first one."""
    begun = [each for each in shipped_share_spreads() if each.since <= day]
    if not begun:
        raise refuse(
            f"no spread of shares is given for {day}", "give every share its own low and high", column="share"
        )
    return max(begun, key=lambda each: each.since)


@cache
def shipped_share_spreads() -> tuple[ShareSpread, ...]:
    """Every dated set of spreads in the package, by its name."""
    folder = files("goldenthread") / "policies" / "allocation"
    held = sorted((each.name, each.read_text(encoding="utf-8")) for each in folder.iterdir())
    return tuple(_spread(name, text) for name, text in held if name.endswith(".yaml"))


def _spread(name: str, text: str) -> ShareSpread:
    said = mapping_from_text(text, name)
    spreads = {"" if code == NO_CONFIDENCE else code: Decimal(wide) for code, wide in said["spreads"].items()}
    since = said["from"] if isinstance(said["from"], date) else date.fromisoformat(said["from"])
    return ShareSpread(said["ref"], said["title"], since, said["source"], spreads, Decimal(said["together"]))
