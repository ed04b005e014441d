"""The year that a report covers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goldenthread.kit.format import days
from goldenthread.rules.calendar_span import months_later
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Year:
    """A financial year: what it is called, its first day, and the first day after it."""

    label: str
    start: date
    end: date

    @property
    def last(self) -> date:
        """The year's last day."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> str:
        """The days that it covers: "1 April 2016 to 31 March 2017"."""
        return days(self.start, self.last)

    def holds(self, period: Period) -> bool:
        """Whether a period lies in the year from its first day to its last."""
        return self.start <= period.start and period.end <= self.end


def tells_of(year: Year, period: Period) -> bool:
    """Whether a report on the year tells of a period: it began before the year was over, and was over itself
    within the twelve months after.

    So the calendar and the school year that began in it count, and three years pooled that reach far beyond
    it do not.
    """
    return period.start < year.end and period.end < months_later(year.end, 12)


def read_year(said: str) -> Year | None:
    """A financial year such as 2016/17; None where none is said. Raises Refused where it is no year."""
    if not said.strip():
        return None
    try:
        period = read_period(said.strip(), "financial")
    except UnknownPeriod as error:
        raise _refused(said) from error
    if period.duration != (1, "Y"):
        raise _refused(said)
    return Year(period.label("financial"), period.start, period.end)


def _refused(said: str) -> Exception:
    return refuse(_("'{year}' is not a year").format(year=said), _("write it like 2016/17"))
