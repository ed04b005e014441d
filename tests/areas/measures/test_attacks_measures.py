"""Observations, definitions and uploads that mean harm."""

import gzip
import io
import time
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.engine.layout.xlsx_template import write_template
from goldenthread.engine.workbook import read_sheet
from goldenthread.measures.commands import (
    link_measure,
    publish_measure,
    remove_target,
    retire_measure,
    revise_measure,
    set_target,
)
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.number import UnknownNumber, read_number
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import HEADER, KENT, NEET

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["1e999999999", "-1e999999", "1e-999999999", "1" * 400, "0.1e42"])
def test_a_number_too_large_to_write_out_is_no_number(text: str) -> None:
    with pytest.raises(UnknownNumber):
        read_number(text)


@pytest.mark.parametrize("text", ["1e5", "0", "0e7", "-12345678901234567890.123456789012345678", "1E-18"])
def test_a_number_that_people_deliver_is_still_one(text: str) -> None:
    assert read_number(text) == Decimal(text)


def test_an_officer_who_types_such_a_number_is_told(
    client: Client, council: CouncilFacts, bob: User, measures: None
) -> None:
    client.force_login(bob)
    fields = {"area": KENT, "period": "2016/17", "target": "1e999999999"}
    assert client.post("/officer/measures/neet/targets/", fields).status_code == 422


def test_the_workbook_to_fill_in_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    hostile = Measure("=1+1", "https://evil.example", "%", definition="=2+2")
    write_template(path, [hostile], [Area(KENT, "Kent")], read_period("2016"))
    with zipfile.ZipFile(path) as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "worksheets/" in name)
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets
    assert openpyxl.load_workbook(path)["Observations"]["A2"].value == "=1+1"


def bomb(name: str) -> bytes:
    """A small file that holds far more than anyone delivers."""
    if name.endswith(".gz"):
        return gzip.compress(HEADER.encode() + b"\n" + b"," * 600_000_000, 1)
    body = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 30_000_000, pa.int32()), pa.array(["x"]))
    pq.write_table(pa.table({each: column for each in ("measure", "area", "period", "value")}), body)
    return body.getvalue()


@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.parquet"])
def test_a_small_file_that_unpacks_without_end_is_refused_when_it_is_handed_over(
    name: str, client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    content = bomb(name)
    assert len(content) < 20 * 2**20
    fields = {"delivered": SimpleUploadedFile(name, content), "layout": "plain"}
    answer = client.post("/officer/imports/", fields)
    assert answer.status_code == 422
    assert "unpacks" in answer.content.decode()


def test_a_workbook_of_cells_far_to_the_right_takes_little_room(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Observations"  # type: ignore[union-attr]
    book.save(path)
    rows = b'<row><c r="A1" t="inlineStr"><is><t>measure</t></is></c></row>'
    rows += b'<row><c r="XFD2"><v>1</v></c></row>' * 20_000
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"<sheetData/>", b"<sheetData>" + rows + b"</sheetData>"
    ).replace(b"<sheetData></sheetData>", b"<sheetData>" + rows + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    started = time.process_time()
    assert read_sheet(path, "Observations", ["measure"]).data.num_rows == 0
    assert time.process_time() - started < 5


def test_a_hold_stops_every_change_to_what_the_public_reads_of_a_measure(
    council: CouncilFacts, alice: User, bob: User, measures: None
) -> None:
    aimed = Target("neet", KENT, read_period("2016"), target=Decimal("2.5"))
    set_target(bob, aimed)
    publish_measure(bob, "neet")
    today = timezone.localdate()
    hold_publication(alice, "Elections", today, today + timedelta(days=9), ["measure gcse"])
    period = str(aimed.period)
    for act in (
        lambda: revise_measure(bob, Measure(NEET.ref, "Idle youth", "%", polarity="low_is_good")),
        lambda: set_target(bob, Target("neet", KENT, aimed.period, target=Decimal(9))),
        lambda: remove_target(bob, "neet", KENT, period),
        lambda: retire_measure(bob, "neet", "awkward"),
        lambda: link_measure(bob, "neet", "small", "o1"),
    ):
        with pytest.raises(Refused, match="Elections"):
            act()
    revise_measure(bob, Measure("gcse", "GCSEs", "%", polarity="high_is_good", decimals=1))
    publish_measure(bob, "gcse")
    set_target(bob, Target("gcse", KENT, aimed.period, target=Decimal(9)))
