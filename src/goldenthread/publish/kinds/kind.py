"""The kinds of edition there are: what each is called, what it is asked about, and who works it out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from django.utils.translation import gettext_noop

from goldenthread.publish.document import Part
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class Scope:
    """What one edition is about; a kind asks for some of these and leaves the others empty.

    `plan` is a plan's ref, `item` one of its items, `area` an area's code, `period` a reporting period's ref,
    `portfolio` a portfolio's ref, `year` a financial year such as 2016/17.
    """

    plan: str = ""
    item: str = ""
    area: str = ""
    period: str = ""
    portfolio: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition as the facts make it today, before an editor arranges it.

    `period` is what it covers, in words. `policy` is the ref of the policy that judged it. A section's title
    is a heading of level 2 that whoever arranges it sets above its blocks; headings among those begin at 3.
    """

    title: str
    subtitle: str
    period: str
    policy: str
    parts: tuple[Part, ...]


Compose = Callable[[Scope, Reader], Composed]
"""Works an edition out. Raises Refused where the scope names nothing that the reader may see."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of edition. `asks` are the names in a scope that an editor chooses; `module` works it out."""

    ref: str
    title: str
    hint: str
    asks: tuple[str, ...]
    module: str = field(repr=False)

    def compose(self, scope: Scope, reader: Reader) -> Composed:
        """Work an edition of this kind out. Raises Refused where the scope names nothing to be seen."""
        work_out: Compose = import_module(f"goldenthread.publish.kinds.{self.module}").compose
        return work_out(scope, reader)


KINDS = {
    kind.ref: kind
    for kind in (
        Kind(
            "annual-report",
            gettext_noop("Annual report"),
            gettext_noop("How each outcome of a plan went over a year, in the form of the report of 2017"),
            ("plan", "year"),
            "annual_report",
        ),
        Kind(
            "outcome-measures",
            gettext_noop("Outcome measures performance report"),
            gettext_noop("A page for each measure of a plan: its chart, its comparison and its definition"),
            ("plan",),
            "outcome_measures",
        ),
        Kind(
            "quarterly-report",
            gettext_noop("Quarterly report"),
            gettext_noop("A published quarter: ratings, direction, delivery and risks"),
            ("period",),
            "quarterly_report",
        ),
        Kind(
            "scorecard",
            gettext_noop("Scorecard"),
            gettext_noop("Every measure of one area on one table"),
            ("area",),
            "scorecard",
        ),
        Kind(
            "plan",
            gettext_noop("Plan document"),
            gettext_noop("A plan as it stands, to read from front to back"),
            ("plan",),
            "plan",
        ),
        Kind(
            "close-down",
            gettext_noop("Close-down report of a plan"),
            gettext_noop("What became of each item: delivered, continued, stopped, or no published evidence"),
            ("plan",),
            "close_down",
        ),
        Kind(
            "outcome",
            gettext_noop("One outcome"),
            gettext_noop("Everything about one outcome"),
            ("plan", "item"),
            "outcome",
        ),
        Kind(
            "district",
            gettext_noop("One district"),
            gettext_noop("How one place is doing"),
            ("area",),
            "district",
        ),
        Kind(
            "portfolio",
            gettext_noop("One portfolio"),
            gettext_noop("What one Cabinet Member answers for, in a published quarter"),
            ("portfolio", "period"),
            "portfolio",
        ),
    )
}
