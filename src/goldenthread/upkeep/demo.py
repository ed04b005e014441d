"""The demo: an installation with an example in it and officers to sign in as, made once and reused while
nothing that it was made from has changed.

A demo that is made already is found so without Django or the engine, so that it answers soon.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import sleep

from goldenthread.rules.refusal import refuse
from goldenthread.upkeep.demo_home import FETCHED, KENT, OFFICERS, PACKAGE, DemoHome, Say, stamp_of

CATALOGUES = PACKAGE / "catalogues"


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

    `home` is the GOLDENTHREAD_HOME of this process. A home that was left half made is made anew. Raises
    Refused where the folder is not the demo's, another demo is using it, or the files to load are not right.
    """
    if os.environ.get("DATABASE_URL"):
        what = "the demo keeps everything in a folder of its own, and DATABASE_URL names another database"
        raise refuse(what, "unset DATABASE_URL, or use goldenthread serve")
    place = DemoHome(home)
    place.claim()
    data = _fetched(home, say) if wanted.fetch else wanted.data
    if data and not any(data.glob("**/*.csv*")):
        do = "give the folder that holds the publisher's CSV files"
        raise refuse("there is no data file in it", do, file=str(data))
    stamp = stamp_of((KENT, CATALOGUES), data, wanted.seed)
    if not place.is_made_from(stamp):
        held = place.hold(alone=True)
        _make_anew(place, wanted.seed, data, say)
        place.seal(stamp)
        os.close(held)
    place.hold(alone=False)
    return Ready(tuple(Officer(**said) for said in place.read_secret(OFFICERS)))


def _fetched(home: Path, say: Say) -> Path:
    from goldenthread.upkeep.national_files import fetch_national

    return fetch_national(home / FETCHED, say)


def _make_anew(place: DemoHome, seed: int | None, data: Path | None, say: Say) -> None:
    """In a process of its own, as this one is forked into those that answer.

    Setting a PDF starts threads, and they do not live on in a fork: there, the next PDF would wait for ever.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    say("Making the demo. This is done once.")
    with ProcessPoolExecutor(1, get_context("fork")) as apart:
        apart.submit(_make_here, os.getpid(), place, seed, data, say).result()


def _make_here(parent: int, place: DemoHome, seed: int | None, data: Path | None, say: Say) -> None:
    import django

    Thread(target=_end_with, args=(parent,), daemon=True).start()

    django.setup()
    from goldenthread.upkeep.demo_making import make_anew

    make_anew(place, seed, data, say)


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, so that the folder is let go."""
    while os.getppid() == parent:
        sleep(0.1)
    os._exit(1)
