"""What the public is not shown of protected measures, looked up as the observations are read.

Every public reading goes through here: pages, charts, verdicts, downloads, editions. Where no measure is
protected nothing is asked and nothing is done.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from goldenthread.engine.disclosure.mask import NOTHING, Hidden, Mask
from goldenthread.measures import models
from goldenthread.measures.protection_policy import protection_named
from goldenthread.measures.sheet import MeasureSheet, read_measure
from goldenthread.measures.visible import ReleaseSheet, Sight


def mask_for(seen: Sight, sheets: Iterable[MeasureSheet], releases: Sequence[ReleaseSheet]) -> Mask:
    """What is withheld from this viewer of these measures, as these releases show them."""
    if seen.everything:
        return NOTHING
    found: dict[str, Hidden] = {}
    for sheet in sheets:
        ref = sheet.gap.of if sheet.gap else sheet.ref
        if sheet.protection and ref not in found:
            found[ref] = hidden_of(ref, releases)
    return Mask(found) if found else NOTHING


def hidden_of(ref: str, releases: Sequence[ReleaseSheet]) -> Hidden:
    """What was decided to be withheld of a measure when these releases are all that is seen of it.

    Where nothing was decided for just these, nothing of it is shown.
    """
    row = models.Measure.objects.get(ref=ref)
    decided = row.showings.filter(key=key_of_releases(ref, releases), policy=row.protection)
    showing = decided.order_by("since", "id").last()
    if showing is None:
        return Hidden(None)
    rows = showing.withheld.values_list("area", "group", "period", "why")
    base = protection_named(row.protection).rounding
    return Hidden({(area, group, period): why for area, group, period, why in rows}, base, read_measure(row))


def key_of_releases(ref: str, releases: Iterable[ReleaseSheet]) -> str:
    """What stands for the releases that hold a measure, in their order."""
    return sha256("\n".join(each.ref for each in releases if ref in each.measures).encode()).hexdigest()
