"""The sample budget as residents find it, and what its pages say."""

import csv
import io
from datetime import UTC, datetime

from bs4 import BeautifulSoup
from django.test import Client

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.rules.budget import Book
from tests.areas.finance.sample_book import sample_book

FROZEN = datetime(2021, 2, 11, 12, tzinfo=UTC)


def published(book: Book | None = None, **changed: object) -> str:
    """A frozen version of the book that everybody may read; its ref."""
    held = book or sample_book(**{"state": "approved", **changed})
    begin_budget(None, held)
    BudgetVersion.objects.filter(ref=held.ref).update(frozen_at=FROZEN, publish_at=FROZEN, checksum="ab" * 32)
    return held.ref


def page(client: Client, path: str) -> BeautifulSoup:
    """A page beneath `/budget/`, which is there."""
    answer = client.get(f"/budget/{path}")
    assert answer.status_code == 200, f"/budget/{path}: {answer.status_code}"
    return BeautifulSoup(answer.content, "html.parser")


def text(client: Client, path: str) -> str:
    """What a page says, with single spaces."""
    main = page(client, path).select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ", strip=True).split())


def rows(client: Client, path: str) -> list[dict[str, str]]:
    """A file beneath `/budget/` as rows."""
    answer = client.get(f"/budget/{path}")
    assert answer.status_code == 200, f"/budget/{path}: {answer.status_code}"
    assert answer["Content-Type"].startswith("text/csv")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body.decode())))


def table(soup: BeautifulSoup, key: str) -> list[list[str]]:
    """The body of a table by its key, as text."""
    caption = soup.select_one(f"#{key}-table")
    assert caption is not None and caption.parent is not None
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in caption.parent.select("tbody tr")
    ]
