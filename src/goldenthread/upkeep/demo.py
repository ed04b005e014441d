"""Making the demo: an installation with an example in it and officers to sign in as, once, and reused while
nothing that it was made from has changed."""

import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from goldenthread.measures.delivery import sweep_orphans
from goldenthread.people.access import Officer as Person
from goldenthread.people.commands import add_officer
from goldenthread.rules.refusal import refuse
from goldenthread.upkeep.demo_home import FETCHED, PACKAGE, DemoHome, stamp_of
from goldenthread.upkeep.example import Loaders, load_example
from goldenthread.upkeep.invented.folder import write_invented
from goldenthread.upkeep.national import fetch_national, load_national

KENT = PACKAGE / "examples" / "kent"
CATALOGUES = PACKAGE / "catalogues"
OFFICERS = "officers.json"
ROLES = {"strategy-officer": ("strategy",), "performance-officer": ("performance",)}

# Letters and figures that nobody mistakes for one another when typing a password from a terminal.
PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the demo should hold: Kent, with national files if given or fetched, or an invented council."""

    data: Path | None = None
    fetch: bool = False
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone to sign in as."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A demo that can be served."""

    officers: tuple[Officer, ...]


def make(wanted: Wanted, home: Path, say: Say) -> Ready:
    """Make the demo in `home`, or find it made, and hold the folder until the process ends.

    A home that was left half made is made anew. Raises Refused where the folder is not the demo's, another
    demo is using it, or the files to load are not right.
    """
    _require_own_database()
    place = DemoHome(home)
    place.claim()
    data = fetch_national(home / FETCHED, say) if wanted.fetch else wanted.data
    stamp = stamp_of((KENT, CATALOGUES), data, wanted.seed)
    if not place.is_made_from(stamp):
        held = place.hold(alone=True)
        _make_anew(place, wanted.seed, data, say)
        place.seal(stamp)
        os.close(held)
    place.hold(alone=False)
    sweep_orphans()
    connections.close_all()  # no connection may be carried into the processes that answer
    return Ready(_officers(place))


def _make_anew(place: DemoHome, seed: int | None, data: Path | None, say: Say) -> None:
    say("Making the demo. This is done once.")
    connections.close_all()
    place.empty()
    call_command("migrate", verbosity=0)
    people = _add_officers(place)
    who = Loaders(people["strategy-officer"], people["performance-officer"])
    folder = KENT
    if seed is not None:
        say("Inventing a county council.")
        folder = place.folder / "example"
        write_invented(folder, seed)
    say("Loading plans, measures and figures.")
    loaded = load_example(folder, who)
    say(
        f"Loaded {loaded.plans} plans with {loaded.items:,} items, {loaded.measures:,} measures "
        f"and {loaded.rows:,} figures."
    )
    if data is not None:
        say("Loading the national figures.")
        say(str(load_national(data, who.performance, KENT if seed is None else None)))


def _require_own_database() -> None:
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        what = "the demo keeps everything in a folder of its own, and DATABASE_URL names another database"
        raise refuse(what, "unset DATABASE_URL, or use goldenthread serve")


def _add_officers(place: DemoHome) -> dict[str, Person]:
    """Add the officers; their passwords are kept so that a later start can say them again."""
    officers = [Officer(username, _password()) for username in ROLES]
    place.write_secret(OFFICERS, [asdict(officer) for officer in officers])
    return {
        each.username: add_officer(each.username, each.password, ROLES[each.username]) for each in officers
    }


def _officers(place: DemoHome) -> tuple[Officer, ...]:
    return tuple(Officer(**said) for said in place.read_secret(OFFICERS))


def _password() -> str:
    words = ("".join(secrets.choice(PLAIN) for _ in range(4)) for _ in range(4))
    return "-".join(words)
