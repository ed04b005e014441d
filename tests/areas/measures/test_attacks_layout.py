"""Uploads whose first lines mean harm to whoever works out their layout."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.measures.likely_layout import likely_layout
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts


@pytest.mark.parametrize(
    "content", [b"measure\rarea\rperiod\rvalue\r", b'"measure\n', b"\x00", b"a," * 60_000]
)
def test_a_first_line_made_to_trip_the_reader_is_told(
    content: bytes, client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    fields = {"delivered": SimpleUploadedFile("odd.csv", content), "layout": ""}
    assert client.post("/officer/imports/", fields).status_code == 422


def test_a_workbook_made_to_be_searched_without_end_is_soon_told() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<sheet " * 140_000)
    started = time.process_time()
    assert likely_layout("odd.xlsx", body) == ""
    assert time.process_time() - started < 2
