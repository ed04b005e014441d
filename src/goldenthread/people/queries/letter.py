"""Letters written to people: which wait, which were sent, which failed and why."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator

from goldenthread.people.models import Letter


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One letter as it stands. `fault` is the mail server's last answer where it would not take it."""

    number: int
    to: str
    kind: str
    subject: str
    made_at: datetime
    sent_at: datetime | None
    given_up: bool
    attempts: int
    fault: str
    try_after: datetime

    @property
    def standing(self) -> str:
        if self.sent_at:
            return "Sent"
        if self.given_up:
            return "Given up"
        return "Failed, will be tried again" if self.fault else "Waiting"


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One page of letters, the latest first, with how many there are in all and how many failed."""

    letters: tuple[LetterSheet, ...]
    number: int
    per_page: int
    count: int
    failing: int
    has_server: bool


def letters(page: int | str = 1, only_failing: bool = False, per_page: int = 50) -> LetterPage:
    """The letters there are; with `only_failing` those that failed and have not been sent since."""
    failing = Letter.objects.filter(sent_at=None).exclude(last_fault="")
    pages = Paginator(failing if only_failing else Letter.objects.all(), per_page)
    shown = pages.get_page(page)
    sheets = tuple(_sheet(row) for row in shown.object_list)
    return LetterPage(sheets, shown.number, per_page, pages.count, failing.count(), bool(settings.EMAIL_HOST))


def last_letter_day(kind: str) -> dict[str, datetime]:
    """By username, when each person was last written a letter of that kind."""
    rows = Letter.objects.filter(kind=kind, who__isnull=False).order_by("made_at")
    return dict(rows.values_list("who__username", "made_at"))


def _sheet(row: Letter) -> LetterSheet:
    return LetterSheet(
        row.pk,
        row.to,
        row.kind,
        row.subject,
        row.made_at,
        row.sent_at,
        row.given_up_at is not None,
        row.attempts,
        row.last_fault,
        row.try_after,
    )
