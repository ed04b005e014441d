"""What cannot stand where a budget book says what money is for: shares of lines, and what savings touch."""

from decimal import Decimal

from goldenthread.rules.book_fault import BookFault, Faults, Known, outside, unknown_code
from goldenthread.rules.budget import CONFIDENCES, Allocation, Touch
from goldenthread.rules.number import MOST_PLACES, places


def purpose_faults(known: Known) -> Faults:
    """Allocations and touches, in their order."""
    shared: dict[str, Decimal] = {}
    seen: set[tuple[str, str, str]] = set()
    for at, each in enumerate(known.book.allocations):
        yield from _allocation(known, at, each)
        if (each.line, each.plan, each.item) in seen:
            what = f"'{each.line}' is shared to the same outcome twice"
            yield BookFault("allocations", at, "item", what, "put both into one row")
        seen.add((each.line, each.plan, each.item))
        before = shared.get(each.line, Decimal(0))
        shared[each.line] = before + each.share
        if before <= 1 < before + each.share:
            what = f"with this row the shares of '{each.line}' come to {before + each.share:f}, more than 1"
            yield BookFault(
                "allocations", at, "share", what, "bring the shares of the line down to 1 together"
            )
    for at, touch in enumerate(known.book.touches):
        yield from _touch(known, at, touch)


def _allocation(known: Known, at: int, each: Allocation) -> Faults:
    yield from known.line("allocations", at, each.line)
    yield from outside("allocations", at, "share", each.share, 0, 1)
    yield from unknown_code("allocations", at, "confidence", each.confidence, ("", *CONFIDENCES))
    if bool(each.plan) != bool(each.item):
        what = "a plan and an item of it go together"
        yield BookFault(
            "allocations", at, "item", what, "name both; or neither, for money that enables others"
        )
    if not each.basis.strip():
        what = "it does not say why this share"
        yield BookFault("allocations", at, "basis", what, "say what the share rests on, as: time recorded")
    low = each.share if each.low is None else each.low
    high = each.share if each.high is None else each.high
    if not 0 <= low <= each.share <= high <= 1:
        what = f"low {low:f} and high {high:f} do not lie around the share {each.share:f}"
        yield BookFault("allocations", at, "low", what, "write how far the share could fairly be put, 0 to 1")
    if max(places(value) for value in (each.share, low, high)) > MOST_PLACES:
        what = f"a share has more than {MOST_PLACES} decimal places"
        yield BookFault("allocations", at, "share", what, f"round it to {MOST_PLACES}")


def _touch(known: Known, at: int, touch: Touch) -> Faults:
    if touch.change not in known.changes:
        do = "name a row of the sheet Changes, or add it there"
        yield BookFault("touches", at, "change", f"there is no change '{touch.change}'", do)
    if bool(touch.plan) != bool(touch.item):
        yield BookFault("touches", at, "item", "a plan and an item of it go together", "name both or neither")
    if not (touch.item or touch.measure):
        what = "neither a plan item nor a measure is named"
        yield BookFault("touches", at, "item", what, "name what the saving touches")
    if not touch.why.strip():
        yield BookFault("touches", at, "why", "it does not say how", "say what may change, and for whom")
