"""Playing the invented council's last year: four quarters returned and published, and one half-way in.

Everything is done by the commands and the people that a council would do it with.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from goldenthread.delivery.commands.action import ActionWords, change_action
from goldenthread.delivery.queries.action import actions_named
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.correction import correct_figure
from goldenthread.reporting.commands.period import open_period, plan_period
from goldenthread.reporting.commands.reminding import remind
from goldenthread.reporting.commands.report import write_opening, write_section
from goldenthread.reporting.commands.returning import unlock_return
from goldenthread.rules.period import Period
from goldenthread.rules.return_check import Said
from goldenthread.upkeep.invented.cast import Cast, morning
from goldenthread.upkeep.invented.filling import approve, enter, figures_of, fill_in, give_back, submit
from goldenthread.upkeep.invented.returned import played_quarters
from goldenthread.upkeep.invented.working import InventedService

DAYS = {"opens": 3, "filled": 12, "due": 15, "approved": 19, "approve_by": 22, "closes": 29}
"""Days after the end of a quarter on which things are done."""
SENT_BACK_ONCE, DONE_AFTER = 1, 2
"""The places of the quarters in which a return is sent back, and after which actions are done."""
LEFT_OUT, CORRECTED, CORRECTED_IN = "libraries", "road-repair-in-time", "highways"
PRESENT = {
    "highways": "begun", "growth": "begun", "skills": "empty", "libraries": "empty",
    "special-needs": "sent_back", "childrens-social-care": "submitted", "waste-and-nature": "submitted",
}  # fmt: skip
"""How far the returns of the open quarter are; all others are approved."""
BEGUN = 4
"""Rows of each kind that are filled in where a return is begun."""


def play_quarters(cast: Cast, now: datetime) -> None:
    """Play every quarter in its order. `now` is the moment of the open one."""
    tree = services(timezone.localdate(now))
    *past, present = played_quarters(cast.council.county)
    for place, period in enumerate(past):
        _play(cast, period, tree, is_last=place == len(past) - 1, is_sent_back=place == SENT_BACK_ONCE)
        if place == DONE_AFTER:
            _finish_actions(cast, period)
    _begin(cast, present, tree, now)


def _play(cast: Cast, period: Period, tree: ServiceTree, is_last: bool, is_sent_back: bool) -> None:
    """One quarter from its planning to its publication, and what came after."""
    at = {name: morning(period.end + timedelta(days=days)) for name, days in DAYS.items()}
    ref = _plan(cast, period, at)
    for service in cast.council.services:
        if is_last and service.ref == LEFT_OUT:
            continue
        fill_in(cast, ref, service, period, tree, at["filled"])
        submit(cast, ref, service, at["filled"])
        if is_sent_back and service.ref == CORRECTED_IN:
            give_back(cast, ref, service, cast.council.said["sent_back"], at["due"])
            submit(cast, ref, service, at["approved"])
        approve(cast, ref, service, at["approved"], cast.council.said["note"] if is_sent_back else "")
    said = cast.council.said
    words = {"month": f"{period.end - timedelta(days=1):%B}"}
    reasons = {LEFT_OUT: said["left_out"].format(**words)} if is_last else None
    close_period(cast.performance, ref, at["closes"], reasons)
    _write_report(cast, ref, period)
    publish_period(cast.performance, ref)
    if is_last:
        _correct(cast, ref, tree, words)
        unlock_return(cast.performance, ref, LEFT_OUT, said["unlocked"], timezone.now())


def _plan(cast: Cast, period: Period, at: dict[str, datetime]) -> str:
    """Plan a quarter and open it: its ref."""
    days = {name: timezone.localdate(at[name]) for name in ("opens", "due", "approve_by", "closes")}
    ref = plan_period(cast.performance, period, period.label("financial"), **days)
    open_period(cast.performance, ref, at["opens"])
    return ref


def _write_report(cast: Cast, ref: str, period: Period) -> None:
    words = cast.council.said["report"]
    opening = words["opening"].format(period=f"{period.end - timedelta(days=1):%B %Y}")
    write_opening(cast.performance, ref, "", opening)
    for key in ("summary", "red", "delivery"):
        write_section(cast.performance, ref, key, 0, words[key], is_shown=True)


def _correct(cast: Cast, ref: str, tree: ServiceTree, words: dict[str, str]) -> None:
    """Put one published figure right: cases that were counted twice are taken out."""
    now = timezone.now()
    service = _service(cast, CORRECTED_IN)
    rows = figures_of(cast, ref, service, tree, now)
    row = next(each for each in rows if each.measure.ref == CORRECTED)
    held = row.entered
    fewer = str(int(held["numerator"]) * 97 // 100)
    right = Said(
        value="",
        numerator=fewer,
        denominator=held["denominator"],
        status=held["status"],
        comment=held["comment"],
        management_action=held["management_action"],
        management_owner=held["management_owner"],
        management_due=None,
        confirmed=frozenset(),
    )
    reason = cast.council.said["correction"].format(**words)
    correct_figure(cast.performance, row.number, row.version, right, reason, now)


def _finish_actions(cast: Cast, period: Period) -> None:
    """Say of most actions whose day came by the end of the quarter that they are done."""
    came = [ref for ref, each in cast.council.actions.items() if each.due < period.end]
    for ref, seen in sorted(actions_named(came, period.end).items()):
        if cast.council.dice(f"done/{ref}").randint(1, 3) == 1:
            continue
        words = {name: getattr(seen.sheet, name) for name in ActionWords.__slots__}
        done = ActionWords(**{**words, "state": "done"})
        change_action(cast.lead(cast.council.actions[ref].service), ref, done, seen.version)


def _begin(cast: Cast, period: Period, tree: ServiceTree, now: datetime) -> None:
    """Open the quarter that is due now, and leave its returns as they are half-way through."""
    today = timezone.localdate(now)
    opens = max(period.end, today - timedelta(days=20))
    due = max(opens, today - timedelta(days=1))
    at = {"opens": morning(opens), "due": morning(due)}
    at |= {"approve_by": morning(today + timedelta(days=6)), "closes": morning(today + timedelta(days=13))}
    ref = _plan(cast, period, at)
    for service in cast.council.services:
        _leave(cast, ref, service, period, tree, at["due"])
    waiting = [name for name, state in PRESENT.items() if state == "empty"]
    remind(cast.performance, ref, waiting, at["due"])


def _leave(
    cast: Cast, ref: str, service: InventedService, period: Period, tree: ServiceTree, now: datetime
) -> None:
    state = PRESENT.get(service.ref, "approved")
    if state == "begun":
        enter(cast, ref, service, period, tree, now, BEGUN)
    if state in ("begun", "empty"):
        return
    fill_in(cast, ref, service, period, tree, now)
    submit(cast, ref, service, now)
    if state == "sent_back":
        give_back(cast, ref, service, cast.council.said["sent_back_now"], now)
    if state == "approved":
        approve(cast, ref, service, now)


def _service(cast: Cast, ref: str) -> InventedService:
    return next(each for each in cast.council.services if each.ref == ref)
