"""Handing files over: layouts worked out, faults gathered, unknown measures defined, figures withdrawn."""

import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.measures.commands import import_release, rehearse_import, set_target
from goldenthread.measures.fault import HERE, gathered
from goldenthread.measures.likely_layout import likely_layout
from goldenthread.measures.queries import measure_named, releases, series, targets
from goldenthread.people.models import User
from goldenthread.rules.measure import Target
from goldenthread.rules.number import read_number
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refusal, Refused
from tests.areas.measures.conftest import HEADER, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures", "council")]

ONS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
CLAIMANTS = ONS + f"{KENT},Kent,,Claimant Count,2020-03-01/P1M,2.0,Percentage,,,,,\n"
DFE = "time_period,time_identifier,geographic_level,new_la_code,la_name,children_count\n2025,,National,,,1\n"


@pytest.fixture
def officer(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client


def hand_over(client: Client, *files: tuple[str, str], layout: str = "") -> tuple[str, str]:
    """The address that files lead to, and the page there."""
    sent = [SimpleUploadedFile(name, content.encode()) for name, content in files]
    answer = client.post("/officer/imports/", {"delivered": sent, "layout": layout}, follow=True)
    return answer.request["PATH_INFO"], answer.content.decode()


@pytest.mark.parametrize(
    ("head", "layout"),
    [
        ("measure,area,period,value", "plain"),
        ("Measure,Area,Group,2016/17,2017/18", "wide"),
        ("\ufeffareacd,indicator,period,observation", "ons-els"),
        ("IndicatorId,Year,AreaCode,Value", "fingertips"),
        ("time_period,time_identifier,geographic_level,new_la_code,pupils", "dfe-ees"),
        ("measure_id,area_code,period,value", "tidy"),
        ("name,colour", ""),
        ("", ""),
    ],
)
def test_the_layout_follows_from_the_headings(head: str, layout: str) -> None:
    assert likely_layout("f.csv", io.BytesIO(head.encode())) == layout


def test_a_table_in_parquet_says_by_its_columns_whether_it_is_tidy() -> None:
    for columns, layout in ((["measure", "area"], "plain"), (["measure_id", "area_code"], "tidy")):
        file = io.BytesIO()
        pq.write_table(pa.table({name: ["x"] for name in (*columns, "period", "value")}), file)
        assert likely_layout("f.parquet", file) == layout


@pytest.mark.parametrize("name", ["f.xlsx", "f.csv.gz"])
def test_a_damaged_file_has_no_layout(name: str) -> None:
    assert likely_layout(name, io.BytesIO(b"PK\x03\x04 but not for long")) == ""


def test_an_ons_file_keeps_its_name_and_is_defined_as_the_catalogue_describes(
    officer: Client, bob: User
) -> None:
    address, page = hand_over(officer, ("claimant-count.csv", CLAIMANTS))
    assert "claimant-count/Claimant Count" in page and "Define 1 measure as the catalogue" in page
    page = officer.post(f"{address}define/", follow=True).content.decode()
    assert "1 to add" in page and "0 refused" in page
    found = measure_named("claimant-count/Claimant Count", bob, timezone.now())
    assert found is not None and found.publish_at is None and found.measure.unit == "%"


def test_a_measure_no_catalogue_has_is_defined_from_a_link(officer: Client) -> None:
    _, page = hand_over(officer, ("f.csv", f"{HEADER}\nroads & lanes,{KENT},2016,3,,,,\n"))
    assert 'href="/officer/measures/new/?ref=roads%20%26%20lanes"' in page and "as the catalogue" not in page
    assert (
        'value="roads &amp; lanes"'
        in officer.get("/officer/measures/new/?ref=roads+%26+lanes").content.decode()
    )


@pytest.mark.parametrize(
    ("name", "content", "layout", "told"),
    [
        ("c.csv", DFE, "plain", "choose “Explore Education Statistics”"),
        ("c.csv", "name,colour\na,b\n", "", "its headings are of no layout that is known: name, colour"),
        ("claimant-count.csv", CLAIMANTS, "plain", "choose “ONS Explore Local Statistics”"),
        ("letter.docx", "Dear all", "", "files that end in .csv"),
    ],
)
def test_a_file_of_another_layout_is_told_what_it_looks_like(
    officer: Client, name: str, content: str, layout: str, told: str
) -> None:
    address, page = hand_over(officer, (name, content), layout=layout)
    assert address == "/officer/imports/" and told in page


def test_files_of_two_layouts_are_not_taken_together(officer: Client) -> None:
    plain = f"{HEADER}\nneet,{KENT},2016,3,,,,\n"
    _, page = hand_over(officer, ("a.csv", plain), ("claimant-count.csv", CLAIMANTS))
    assert "the files have different layouts" in page


def test_the_same_fault_is_said_once_with_its_rows() -> None:
    same = [Refusal("f.csv", row, "area", "unknown", "mend it") for row in range(2, 12)]
    [fault, other] = gathered([Refusal("f.csv", 3, "value", "no number", "write one"), *same])
    assert fault.place == "f.csv, column area, rows 2, 3, 4, 5, 6 and 5 more" and fault.count == 10
    assert other.place == "f.csv, column value, row 3"


def test_what_readers_advise_is_said_for_an_installation(
    officer: Client, figures: WriteFile, bob: User
) -> None:
    found = rehearse_import(bob, [figures("roads,Nowhere,2016,3")]).refusals
    assert {each.do for each in found} == set(HERE.values())


def test_what_was_handed_over_is_found_again_until_it_is_put_aside(officer: Client) -> None:
    address, _ = hand_over(officer, ("q1.csv", f"{HEADER}\nneet,{KENT},2016,3,,,,\n"))
    assert address in officer.get("/officer/imports/").content.decode()
    officer.post(f"{address}discard/")
    assert address not in officer.get("/officer/imports/").content.decode()


def test_a_workbook_for_one_measure_and_period(officer: Client) -> None:
    book = officer.get("/officer/imports/template.xlsx?measure=neet&period=2025/26")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["Observations"]
    assert [row[:3] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]] == [
        ("neet", KENT, "2025/26")
    ]
    refused = officer.get("/officer/imports/template.xlsx?period=soon")
    assert refused.status_code == 422 and "soon" in refused.content.decode()


def test_figures_are_withdrawn_with_the_reason_in_their_place(
    officer: Client, bob: User, figures: WriteFile
) -> None:
    import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2016,3", f"neet,{KENT},2017,2.8")]))
    said = {"area": "Kent", "period": "2017", "why": "Counted twice"}
    answer = officer.post("/officer/measures/neet/withdraw/", said, follow=True)
    assert "The figures are withdrawn. The public reads the figures until" in answer.content.decode()
    first, last = series("neet", KENT, viewer=bob, now=timezone.now())
    assert first.value == 3 and (last.value, last.status, last.note) == (None, "missing", "Counted twice")
    assert [each.publish_at for each in releases(bob, timezone.now())] == [None, None]


def test_a_withdrawal_of_nothing_is_refused(officer: Client) -> None:
    said = {"area": "Kent", "period": "2017", "why": "Counted twice"}
    answer = officer.post("/officer/measures/neet/withdraw/", said)
    assert answer.status_code == 422 and "there is no such figure" in answer.content.decode()


def test_a_strategy_officer_withdraws_nothing(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/officer/measures/neet/withdraw/").status_code == 403


@pytest.mark.parametrize(
    ("area", "told"),
    [("Nowhere", "is not in the area register"), ("West Midlands", "areas are called West Midlands")],
)
def test_an_area_that_is_not_one_place_is_refused(officer: Client, area: str, told: str) -> None:
    answer = officer.post("/officer/measures/neet/targets/", {"area": area, "period": "2017", "target": "2"})
    assert answer.status_code == 422 and told in answer.content.decode()


def test_a_target_is_set_for_an_area_by_its_name(officer: Client) -> None:
    officer.post("/officer/measures/neet/targets/", {"area": "kent", "period": "2017", "target": "2.5"})
    assert [(each.area, str(each.target)) for each in targets("neet")] == [(KENT, "2.5")]


@pytest.mark.parametrize(("measure", "floor"), [("neet", "2"), ("gcse", "3")])
def test_a_floor_that_asks_for_more_than_the_target_is_refused(bob: User, measure: str, floor: str) -> None:
    target = Target(measure, KENT, read_period("2017"), target=read_number("2.5"), floor=read_number(floor))
    with pytest.raises(Refused, match=r"the floor standard is above|the ceiling is below"):
        set_target(bob, target)
    assert targets(measure) == ()


@pytest.mark.parametrize(
    "said",
    [
        {"life": "replaced", "reason": "New counting"},
        {"life": "retired", "reason": ""},
        {"life": "retired", "reason": "Over", "replaced_by": "gcse"},
    ],
)
def test_the_end_of_a_measure_is_said_whole(officer: Client, bob: User, said: dict[str, str]) -> None:
    assert officer.post("/officer/measures/neet/life/", said).status_code == 422
    found = measure_named("neet", bob, timezone.now())
    assert found is not None and found.life == "in_use"
