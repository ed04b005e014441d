"""The finance officers' guide: it names every sheet and column of a budget book, and its book can be read."""

import re
from pathlib import Path

import pytest

from goldenthread.engine.budget.book_file import read_book
from goldenthread.engine.budget.book_layout import SHEETS, Sheet
from goldenthread.engine.budget.book_rows import NO_SERVICES
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.rules.mtfp import work_out

GUIDE = (Path(__file__).parents[3] / "docs" / "guide" / "finance-officer.md").read_text("utf-8")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_guide_says_of_every_column_what_the_layout_says(sheet: Sheet) -> None:
    section = GUIDE.split(f"\n### {sheet.name}\n")[1].split("\n#")[0]
    assert sheet.about in section
    for column in sheet.columns:
        said = f"| `{column.name}` | {'yes' if column.needed else ''} | {column.about}."
        assert said in section
        assert all(f"`{code}`" in section for code in column.codes)


def test_the_book_of_the_guide_can_be_read_as_it_stands_and_balances(tmp_path: Path) -> None:
    found = re.search(r"```yaml\n(about:.*?)```", GUIDE, re.DOTALL)
    assert found
    path = tmp_path / "book.yaml"
    path.write_text(found[1], encoding="utf-8")
    book = read_book(path)
    assert work_out(book).years[0].gap == 0
    path.write_text(write_book_yaml(book, NO_SERVICES), encoding="utf-8")
    assert read_book(path) == book
