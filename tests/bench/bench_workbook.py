"""Taking in an Excel return of 5,000 rows, beside openpyxl merely reading its cells."""

import os
from io import BytesIO
from tempfile import mkdtemp

from tests.bench.measuring import Result, interleaved


def floor(content: bytes) -> int:
    """openpyxl reads every cell, and nothing is compared or checked."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def result() -> Result:
    """The contest, in a database of its own."""
    os.environ.setdefault("GOLDENTHREAD_HOME", mkdtemp(prefix="goldenthread-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    return _contest()


def _contest() -> Result:
    from django.db import transaction

    from goldenthread.reporting.commands.workbook import (
        NotTaken,
        TakenIn,
        rehearse_workbook,
        take_workbook,
    )
    from goldenthread.reporting.workbook.mark import marked_workbook
    from tests.areas.reporting.excel import downloaded, reading
    from tests.areas.reporting.large import ROWS, TEN_KINDS, fill_everything, lay_large_ground, spoil
    from tests.areas.reporting.quarter import NOW, REF

    lay_large_ground()
    sound = fill_everything(downloaded())
    spoilt, _ = spoil(sound, TEN_KINDS)

    def take(content: bytes, expected: type[TakenIn] | type[NotTaken]) -> None:
        """All that follows an officer's word, undone again for the next turn."""
        with transaction.atomic():
            assert isinstance(take_workbook(None, REF, reading(content), NOW), expected)
            transaction.set_rollback(True)

    def mark() -> None:
        found = rehearse_workbook(None, REF, reading(spoilt), NOW)
        assert len(found.errors) == 40
        marked_workbook(spoilt, found.errors)

    seconds = interleaved(
        {
            "golden thread": lambda: take(sound, TakenIn),
            "floor: openpyxl reads the cells": lambda: floor(sound),
            "40 errors: nothing saved": lambda: take(spoilt, NotTaken),
            "40 errors: the workbook marked": mark,
            "the workbook written": downloaded,
        }
    )
    remark = "read, compared, checked and saved in one transaction; a council is promised 10 seconds"
    return Result("Take in an Excel return", f"{ROWS:,} rows", seconds, remark)
