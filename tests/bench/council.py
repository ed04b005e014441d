"""A whole council in its thirteenth quarter: 300 people, 60 services, 1,500 measures and 2,000 actions."""

import atexit
import csv
import os
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp

from goldenthread.rules.period import Period

PEOPLE, SERVICES, MEASURES, ACTIONS, QUARTERS = 300, 60, 1_500, 2_000, 12
AREA = "E10000016"
FIRST = 2023
BATCH = 2_000
NOW = datetime(2026, 7, 6, 9, tzinfo=UTC)
"""In the first week of the thirteenth quarter's return."""


@cache
def council_home() -> Path:
    """The folder of such a council, made anew for this process. Its thirteenth quarter is not open yet."""
    made = Path(mkdtemp(prefix="goldenthread-council-"))
    atexit.register(rmtree, made, ignore_errors=True)
    os.environ |= {
        "GOLDENTHREAD_HOME": str(made),
        "DATABASE_URL": "",
        "GOLDENTHREAD_SECOND_FACTOR": "optional",
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _organisation()
    _measures()
    _actions()
    _history(made)
    return made


def quarter(at: int) -> Period:
    """The quarter of that number, from April to June 2023 on."""
    return Period(date(FIRST + (at + 1) // 4, 1 + 3 * ((at + 1) % 4), 1), 3, "M")


def dates(at: int) -> dict[str, date]:
    """When the quarter of that number is returned."""
    opens = quarter(at).end
    return {
        "opens": opens,
        "due": opens + timedelta(14),
        "approve_by": opens + timedelta(21),
        "closes": opens + timedelta(28),
    }


def open_last() -> int:
    """Open the thirteenth quarter: how many returns are asked for."""
    from goldenthread.reporting.commands.period import open_period, plan_period

    ref = plan_period(None, quarter(QUARTERS), "The thirteenth quarter", **dates(QUARTERS))
    return open_period(None, ref, NOW)


def _organisation() -> None:
    from goldenthread.people.commands.council import set_council
    from goldenthread.people.commands.organisation import name_portfolio
    from goldenthread.people.commands.service import open_service
    from goldenthread.people.models import RoleHeld, User
    from goldenthread.people.queries.council import CouncilFacts

    set_council(None, CouncilFacts("bench", "Bench council", "", AREA, "kent-quarterly-2020", "", "#00557f"))
    for at in range(6):
        name_portfolio(None, f"portfolio-{at}", f"Portfolio {at}")
        open_service(None, f"directorate-{at}", f"Directorate {at}", "directorate", "", f"portfolio-{at}")
    for at in range(SERVICES):
        open_service(None, f"service-{at}", f"Service {at}", "service", f"directorate-{at % 6}")
    people = User.objects.bulk_create(User(username=f"person-{at}") for at in range(PEOPLE))
    RoleHeld.objects.bulk_create(
        RoleHeld(user=person, role="service_lead", scope_kind="service", scope_ref=f"service-{at % SERVICES}")
        for at, person in enumerate(people[:-2])
    )
    RoleHeld(user=people[-1], role="performance").save()
    RoleHeld(user=people[-2], role="approver", scope_kind="service", scope_ref="directorate-0").save()


def _measures() -> None:
    from goldenthread.measures import models

    made = models.Measure.objects.bulk_create(
        models.Measure(
            ref=f"measure-{at}",
            slug=f"measure-{at}",
            title=f"Share of work done in time, part {at}",
            unit="%",
            statistic="proportion",
            multiplier=Decimal(100),
            polarity="high_is_good",
            decimals=1,
            service=f"service-{at % SERVICES}",
            returned="quarterly",
            publish_at=NOW - timedelta(days=900),
        )
        for at in range(MEASURES)
    )
    models.Target.objects.bulk_create(
        models.Target(measure=each, area=AREA, period="2023-04-01/P3M", target="70", floor="55")
        for each in made
    )


def _actions() -> None:
    from goldenthread.delivery.models import Action

    Action.objects.bulk_create(
        Action(
            ref=f"action-{at}",
            title=f"Piece of work number {at}",
            service=f"service-{at % SERVICES}",
            state="under_way",
            due=date(2027, 3, 31),
            confidence="on_track",
            reported_on=date(2026, 4, 10),
        )
        for at in range(ACTIONS)
    )


def _history(folder: Path) -> None:
    """Twelve published quarters: their returns, and their figures in one release."""
    chance = Random(1)
    with (folder / "figures.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("measure", "area", "period", "value", "numerator", "denominator"))
        for at in range(QUARTERS):
            said = [chance.randrange(500, 900) for _ in range(MEASURES)]
            _quarter(at, said, chance)
            for number, part in enumerate(said):
                rows.writerow((f"measure-{number}", AREA, str(quarter(at)), part / 10, part, 1000))
    from goldenthread.measures.commands import import_release, rehearse_import

    rehearsal = rehearse_import(None, [folder / "figures.csv"])
    import_release(None, rehearsal, title="Twelve quarters", publish_at=NOW)


def _quarter(at: int, said: list[int], chance: Random) -> None:
    from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure

    moment = datetime.combine(dates(at)["closes"], datetime.min.time(), UTC)
    period = ReportingPeriod.objects.create(
        ref=f"quarter-{at}",
        title=f"Quarter {at}",
        period=str(quarter(at)),
        state="published",
        opened_at=moment,
        closed_at=moment,
        publish_at=moment,
        **dates(at),
    )
    returns = Return.objects.bulk_create(
        Return(period=period, service=f"service-{number}", state="published") for number in range(SERVICES)
    )
    ReturnFigure.objects.bulk_create(
        (
            ReturnFigure(
                given_in=returns[number % SERVICES],
                measure=f"measure-{number}",
                area=AREA,
                period=str(quarter(at)),
                position=number,
                value=str(part / 10),
                numerator=str(part),
                denominator="1000",
                status="normal",
                verdict="green" if part >= 700 else "amber" if part >= 550 else "red",
                comment="As expected for the time of the year.",
            )
            for number, part in enumerate(said)
        ),
        batch_size=BATCH,
    )
    ReturnAction.objects.bulk_create(
        (
            ReturnAction(
                given_in=returns[number % SERVICES],
                action=f"action-{number}",
                position=number,
                confidence=chance.choice(("on_track", "on_track", "at_risk", "off_track")),
                sentence="The work goes on as planned.",
            )
            for number in range(ACTIONS)
        ),
        batch_size=BATCH,
    )
