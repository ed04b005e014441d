"""Making a demo's installation from nothing: tables, officers, an example, and national files where given."""

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from goldenthread.people.access import Officer as Person
from goldenthread.people.commands.account import add_officer
from goldenthread.upkeep.demo_home import KENT, OFFICERS, DemoHome, Say
from goldenthread.upkeep.editions import load_editions, publish_quarterly_edition
from goldenthread.upkeep.example import Loaders, load_example
from goldenthread.upkeep.invented.folder import write_invented
from goldenthread.upkeep.invented.life import live_a_year
from goldenthread.upkeep.invented.money_life import keep_money
from goldenthread.upkeep.money import load_illustrations, load_money
from goldenthread.upkeep.national import load_national
from goldenthread.upkeep.organisation import load_organisation, load_work
from goldenthread.upkeep.practice import open_practice_quarter
from goldenthread.upkeep.publishing import publish_commitments, publish_service_plans
from goldenthread.upkeep.similar_areas import load_similar_areas

ROLES = {
    "strategy-officer": ("strategy",),
    "performance-officer": ("performance",),
    "finance-officer": ("finance",),
    "administrator": ("administrator",),
}

# Letters and figures that nobody mistakes for one another when typing a password from a terminal.
PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"


def make_anew(place: DemoHome, seed: int | None, data: Path | None, say: Say) -> None:
    """Empty the home and make everything in it. Raises Refused where the files to load are not right."""
    connections.close_all()
    place.empty()
    call_command("migrate", verbosity=0)
    example = _example(place, seed)
    others = load_organisation(example, None, timezone.localdate())
    people = _add_officers(place, ROLES | {each.username: each.roles for each in others})
    who = Loaders(people["strategy-officer"], people["performance-officer"])
    say("Loading plans, measures and figures.")
    loaded = load_example(example, who)
    load_work(example, None)
    load_money(example, people["finance-officer"])
    load_illustrations(example, people["finance-officer"])
    _live(seed, people, say)
    say(
        f"Loaded {loaded.plans} plans with {loaded.items:,} items, {loaded.measures:,} measures "
        f"and {loaded.rows:,} figures."
    )
    if data is not None:
        say("Loading the national figures.")
        say(str(load_national(data, who.performance, KENT if seed is None else None)))
        similar = load_similar_areas(data, who.performance)
        if similar:
            say(f"Loaded {similar:,} similar areas.")
    say("Publishing its reports.")
    _publish_reports(example, who.strategy)
    connections.close_all()  # no connection may be carried into the processes that answer


def _live(seed: int | None, people: Mapping[str, Person], say: Say) -> None:
    """Give an invented council a year of its own; Kent's papers tell of none, so a quarter is only opened."""
    who, now = people["performance-officer"], timezone.now()
    if seed is not None:
        say("Playing its last four quarters.")
        live_a_year(seed, people, now)
        say("Keeping its budget.")
        keep_money(seed, people, now)
        return
    publish_service_plans(who, now)
    publish_commitments(who, now, ("ask",))
    open_practice_quarter(who, now)


def _publish_reports(example: Path, who: Person) -> None:
    """Freeze and publish the reports that the example comes with, and the latest quarter that is public."""
    load_editions(example, who, timezone.now())
    publish_quarterly_edition(who, timezone.now())


def _example(place: DemoHome, seed: int | None) -> Path:
    """The folder to load: Kent's, or an invented council's written into the home."""
    if seed is None:
        return KENT
    folder = place.folder / "example"
    write_invented(folder, seed, timezone.localdate())
    return folder


def _add_officers(place: DemoHome, roles: Mapping[str, Sequence[str]]) -> dict[str, Person]:
    """Add the people; their passwords are kept so that a later start can say them again."""
    passwords = {username: _password() for username in roles}
    said = [{"username": username, "password": password} for username, password in passwords.items()]
    place.write_secret(OFFICERS, said)
    return {username: add_officer(username, passwords[username], held) for username, held in roles.items()}


def _password() -> str:
    words = ("".join(secrets.choice(PLAIN) for _ in range(4)) for _ in range(4))
    return "-".join(words)
