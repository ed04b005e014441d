"""A whole council's workbook: 5,000 rows with 40 errors of ten kinds, then corrected."""

from collections import Counter

import pytest
from openpyxl import Workbook

from goldenthread.people.models import TrailEntry, User
from goldenthread.reporting.commands.workbook import NotTaken, TakenIn, take_workbook
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from goldenthread.reporting.workbook.mark import marked_workbook
from tests.areas.reporting.excel import changed, downloaded, opened, reading
from tests.areas.reporting.large import ROWS, SERVICES, TEN_KINDS, fill_everything, lay_large_ground, spoil
from tests.areas.reporting.quarter import NOW, REF

pytestmark = pytest.mark.django_db


def test_forty_errors_among_5000_rows_are_all_marked_and_once_corrected_everything_goes_in(bob: User) -> None:
    lay_large_ground()
    sound = fill_everything(downloaded(bob))
    spoilt, wrong = spoil(sound, TEN_KINDS)

    answer = take_workbook(bob, REF, reading(spoilt), NOW)

    assert ROWS == 5_000 and len(wrong) == 40
    assert isinstance(answer, NotTaken) and answer.why == "errors"
    found = {each.cell: each.finding.code for each in answer.rehearsal.errors}
    assert found == wrong and set(Counter(found.values()).values()) == {4}
    assert not ReturnFigure.objects.exclude(value="", numerator="", comment="").exists()
    assert not ReturnAction.objects.exclude(confidence="").exists()

    marked = marked_workbook(spoilt, answer.rehearsal.errors)
    page = opened(marked)["Figures"]
    assert {cell.coordinate for row in page.iter_rows(min_row=2) for cell in row if cell.comment} == set(
        wrong
    )

    def correct(book: Workbook) -> None:
        right = opened(sound)["Figures"]
        for place in wrong:
            for cell in right[right[place].row]:
                book["Figures"][cell.coordinate].value = cell.value

    lines = TrailEntry.objects.count()
    taken = take_workbook(bob, REF, reading(changed(marked, correct)), NOW)

    assert taken == TakenIn(ROWS - 200, 200, taken.services)  # type: ignore[union-attr]
    assert not ReturnFigure.objects.filter(value="").exists()
    assert TrailEntry.objects.count() == lines + SERVICES
