"""A budget under draws, beside a floor and a peer, and a book of 20,000 lines kept, compared and paged."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.finance import invented
from tests.bench.finance_child import CONTENDERS, LINES

DRAWS = (10_000, 100_000, 1_000_000)
MANY = 20_000
PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """What was measured, a line each."""

    said: list[str]

    def lines(self) -> list[str]:
        """As they are printed."""
        return self.said


def result() -> Told:
    """The draws, each contender in a process of its own, and then the large book."""
    said = [
        f"Budget ({LINES} lines, 13 services, 10 correlated drivers, 5 years; processor time, a process each)"
    ]
    for draws in DRAWS:
        told = {name: _child(name, draws) for name in CONTENDERS}
        own, peer = (told[name]["answer"] for name in ("golden thread", "peer: numpy, line by line"))
        assert abs(own - peer) < 5 / draws**0.5 * abs(own), f"two answers: {own} and {peer}"
        for name, each in told.items():
            cost = f"{each['seconds']:>8.3f} s{each['seconds'] / told['golden thread']['seconds']:>8.2f} x"
            said.append(f"  {draws:>9,} draws  {name:<34}{cost}, most memory {each['most']:,.0f} MB")
    with TemporaryDirectory() as folder:
        return Told([*said, *_large(Path(folder))])


def _child(name: str, draws: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.finance_child", name, str(draws)],
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def _large(folder: Path) -> list[str]:
    """What a version of 20,000 lines takes in the tables, each job once after one that does not count."""
    os.environ["GOLDENTHREAD_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from goldenthread.finance.models import BudgetVersion, Line
    from goldenthread.finance.queries.difference import compared, side
    from goldenthread.finance.queries.version import version_named, worked
    from goldenthread.finance.storing import book_of, store
    from goldenthread.people.models import RoleHeld, User
    from goldenthread.rules.book_plain import checksum

    book = invented(MANY)
    moved = (replace(each, gross=each.gross + 1) for each in book.lines[::10])
    amended = {line.ref: line for line in (*book.lines, *moved)}
    row, other = BudgetVersion(ref="large"), BudgetVersion(ref="amended")

    def keep() -> None:
        with transaction.atomic():
            store(row, book)

    with transaction.atomic():
        store(other, replace(book, ref="amended", lines=tuple(amended.values())))
    officer = User.objects.create(username="fiona")
    RoleHeld.objects.create(user=officer, role="finance")

    def compare() -> None:
        facts = [version_named(officer, timezone.now(), ref) for ref in ("large", "amended")]
        found = compared(*(side(each, "") for each in facts if each))
        assert len(found.lines) == MANY // 10

    said = [_timed("kept, with every sum, outcome and draw of three scenarios", keep, warm=False)]
    said.append(_timed("read back whole", lambda: book_of(row)))
    said.append(_timed("compared with a version in which 2,000 lines differ", compare))
    said.append(_timed("its checksum", lambda: checksum(book), warm=False))
    said.append(_timed("every sum of it, for a page", lambda: worked("large")))
    page = Line.objects.filter(budget=row, position__gte=MANY // 2, position__lt=MANY // 2 + PAGE)
    said.append(_timed(f"{PAGE} of its lines, from the middle", lambda: list(page.all())))
    return [f"Budget book ({MANY:,} lines, {len(book.changes):,} changes; processor time)", *said]


def _timed(what: str, run: Callable[[], object], *, warm: bool = True) -> str:
    if warm:
        run()
    started = time.process_time()
    run()
    return f"  {what:<60}{(time.process_time() - started) * 1000:>9,.1f} ms"
