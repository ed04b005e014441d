"""A draft from last year's outturn: RSX and RO3 as published, no pound counted twice, nothing guessed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.engine.budget.outturn import read_outturn
from goldenthread.engine.workbook_ods import read_ods_sheet
from goldenthread.finance.commands.from_outturn import NewDraft, begin_from_outturn, hand_over_outturn
from goldenthread.finance.council_choice import code_among, councils
from goldenthread.finance.models import UploadedBook
from goldenthread.finance.queries.from_outturn import suggested_services, uploaded_outturn
from goldenthread.finance.queries.version import version_named, whole_book
from goldenthread.people.access import NotAllowed, Officer
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.service import open_service
from goldenthread.people.queries.service import services
from goldenthread.rules.outturn import Gathered, gather, line_kinds
from goldenthread.rules.refusal import Refused
from tests.areas.observations.ods import outturn_workbook

KENT, MEDWAY = "E10000016", "E06000035"
D = Decimal

Figures = dict[str, tuple[object, object, object]]

RSX: Figures = {
    "Highways and transport services": (135210, 37880, 97330),
    "Children Social Care": (300.5, 20.25, 280.25),
    "Police services": (0, 0, 0),
    "Total Service Expenditure": (135510.5, 37900.25, 97610.25),
}
RO3: Figures = {
    "Children's social care - Children Looked After": (230.5, 12.25, 218.25),
    "Children's social care - Children Looked After of which residential care": (55, 2, 53),
    "Children's social care - Youth Justice": (70, 8, 62),
    "TOTAL CHILDREN SOCIAL CARE": (300.5, 20.25, 280.25),
    "Supporting people ancillary expenditure (included within total children social care)": (1, 0, 1),
}


def workbook(path: Path, figures: Figures, form: str = "RSX", year: str = "2024-25", **of: Figures) -> Path:
    """A workbook in which Kent, and whoever else is named, say these figures in £ thousand."""
    headings = [
        f"{title} - {what}"
        for title in figures
        for what in (
            "Employees (C1)",
            "Total Expenditure (C3 = C1 + C2)",
            "Total Income (C6 = C4 + C5)",
            "Net Current Expenditure (C7 = C3 - C6)",
        )
    ]
    rows = [["E2221", KENT, "Kent CC", None, "SC", "SC", "Y", *cells(figures)]]
    rows += [["E1", MEDWAY, "Medway UA", "late", "UA", "UA", "N", *cells(said)] for said in of.values()]
    return outturn_workbook(path, headings, rows, year=year, sheet=f"{form}_LA_Data_202425")  # type: ignore[arg-type]


def cells(figures: Figures) -> list[object]:
    return [cell for each in figures.values() for cell in (7, *each)]


def gathered(tmp_path: Path, rsx: Figures | None = None, ro3: Figures | None = None) -> Gathered:
    forms = []
    if rsx is not None:
        forms.append(read_outturn(workbook(tmp_path / "rsx.ods", rsx)).of(KENT))
    if ro3 is not None:
        forms.append(read_outturn(workbook(tmp_path / "ro3.ods", ro3, "RO3")).of(KENT))
    return gather(forms)


def titles(found: Gathered) -> list[str]:
    return [line.title for line in found.lines]


# Which lines count


def test_thousands_become_pounds_exactly_and_net_is_gross_less_income(tmp_path: Path) -> None:
    roads, care = gathered(tmp_path, RSX).lines
    assert (roads.gross, roads.income, roads.net) == (D("135210000"), D("37880000"), D("97330000"))
    assert (care.gross, care.income, care.net) == (D("300500"), D("20250"), D("280250"))


def test_the_detail_of_ro3_stands_for_the_line_of_rsx(tmp_path: Path) -> None:
    found = gathered(tmp_path, RSX, RO3)
    assert titles(found) == [
        "Highways and transport services",
        "Children's social care - Children Looked After",
        "Children's social care - Youth Justice",
    ]
    assert [line.title for line in found.replaced] == ["Children Social Care"]
    assert found.net == D("97610250")


def test_totals_parts_and_memoranda_are_not_counted() -> None:
    assert line_kinds(list(RO3)) == {
        "Children's social care - Children Looked After": "line",
        "Children's social care - Children Looked After of which residential care": "part",
        "Children's social care - Youth Justice": "line",
        "TOTAL CHILDREN SOCIAL CARE": "total",
        "Supporting people ancillary expenditure (included within total children social care)": "memorandum",
    }


def test_a_line_in_which_nothing_was_spent_is_left_out_and_named(tmp_path: Path) -> None:
    assert gathered(tmp_path, RSX).nothing == ("RSX/Police services",)


def test_a_mark_is_missing_and_refused_with_its_cell_and_reason(tmp_path: Path) -> None:
    found = gathered(tmp_path, RSX | {"Highways and transport services": ("[x]", "[x]", "[x]")})
    (refusal,) = found.refused
    assert (refusal.file, refusal.row) == ("rsx.ods[RSX_LA_Data_202425]", 8)
    assert refusal.column == "Highways and transport services - Total Expenditure (C3 = C1 + C2)"
    assert refusal.what.startswith("the figure is [x]")
    assert titles(found) == ["Children Social Care"]


def test_a_section_that_ro3_lacks_a_line_of_stays_as_rsx_says_it(tmp_path: Path) -> None:
    ro3 = RO3 | {"Children's social care - Youth Justice": ("[x]", "[x]", "[x]")}
    found = gathered(tmp_path, RSX, ro3)
    assert titles(found) == ["Highways and transport services", "Children Social Care"]
    assert found.net == D("97610250")
    assert len(found.refused) == 1


def test_ro3_alone_gives_its_own_lines(tmp_path: Path) -> None:
    assert gathered(tmp_path, ro3=RO3).net == D("280250")


@pytest.mark.parametrize("said", ["", "twelve"])
def test_an_empty_cell_or_a_word_is_refused(tmp_path: Path, said: str) -> None:
    found = gathered(tmp_path, RSX | {"Children Social Care": (1, said, 1)})
    assert [refusal.column for refusal in found.refused] == [
        "Children Social Care - Total Income (C6 = C4 + C5)"
    ]


def test_a_net_that_is_not_gross_less_income_is_refused(tmp_path: Path) -> None:
    (refusal,) = gathered(tmp_path, RSX | {"Children Social Care": (300, 20, 270)}).refused
    assert "£300,000.00 less income £20,000.00 is not the net £270,000.00" in refusal.what


def test_lines_that_do_not_come_to_the_printed_total_are_told(tmp_path: Path) -> None:
    found = gathered(tmp_path, RSX | {"Total Service Expenditure": (0, 0, 97700)})
    (difference,) = found.differences
    assert "come to £97,610,250.00" in difference and "prints £97,700,000.00" in difference


def test_two_forms_that_differ_are_told(tmp_path: Path) -> None:
    rsx = RSX | {"Children Social Care": (310.5, 20.25, 290.25)}
    found = gathered(tmp_path, rsx | {"Total Service Expenditure": (0, 0, 97620.25)}, RO3)
    assert found.differences == ("Children Social Care is £290,250.00 in RSX and £280,250.00 in RO3",)


def test_what_the_workbook_notes_of_a_council_is_kept(tmp_path: Path) -> None:
    book = read_outturn(workbook(tmp_path / "rsx.ods", RSX, medway=RSX))
    assert gather([book.of(MEDWAY)]).notes == ("RSX: late; not certified",)
    assert book.councils == {KENT: "Kent CC", MEDWAY: "Medway UA"}


def test_the_workbook_may_be_saved_as_excel(tmp_path: Path) -> None:
    name, rows = read_ods_sheet(workbook(tmp_path / "rsx.ods", RSX), "LA_Data")
    book = openpyxl.Workbook()
    sheet = book.create_sheet(name)
    for _, row in rows:
        sheet.append([_number(cell) for cell in row])
    book.save(tmp_path / "rsx.xlsx")
    assert gather([read_outturn(tmp_path / "rsx.xlsx").of(KENT)]) == gathered(tmp_path, RSX)


def _number(cell: str | None) -> str | float | None:
    try:
        return float(cell or "")
    except ValueError:
        return cell


def test_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="of the form RO5"):
        read_outturn(workbook(tmp_path / "ro5.ods", RSX, "RO5"))


def test_a_council_that_is_not_in_the_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no council E10000099"):
        read_outturn(workbook(tmp_path / "rsx.ods", RSX)).of("E10000099")


# From the workbooks to a draft


@pytest.fixture
def officer() -> Officer:
    return add_officer("finance-officer", "wsgh-7yfk-mq3d", ["finance"])


@pytest.fixture
def tree(db: None) -> None:
    open_service(None, ref="highways", title="Highways", kind="service")
    open_service(None, ref="children", title="Children's Social Care", kind="service")


def files(tmp_path: Path) -> Sequence[tuple[str, bytes]]:
    paths = workbook(tmp_path / "rsx.ods", RSX), workbook(tmp_path / "ro3.ods", RO3, "RO3")
    return [(path.name, path.read_bytes()) for path in paths]


DRAFT = NewDraft("draft-2025", "Draft budget 2025/26", 3, D("1600.00"), D("200.00"), D("500000.00"))


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_a_draft_begins_with_the_outturn_as_its_base_year(officer: Officer, tmp_path: Path) -> None:
    number = hand_over_outturn(officer, files(tmp_path), KENT)
    held = uploaded_outturn(officer, number)
    assert held is not None
    chosen = {line.name: "highways" for line in held.lines}
    ref = begin_from_outturn(officer, number, chosen, DRAFT)
    book = whole_book(ref)
    assert (book.state, book.first, book.count, book.rules) == ("draft", 2025, 3, "england-2025-26")
    assert [(line.title, line.gross, line.income) for line in book.lines] == [
        (line.title, line.gross, line.income) for line in held.lines
    ]
    assert {line.outturn_line for line in book.lines} == {line.name for line in held.lines}
    assert not UploadedBook.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_a_service_is_suggested_by_name_and_kept_by_line(officer: Officer, tmp_path: Path) -> None:
    number = hand_over_outturn(officer, files(tmp_path), KENT)
    held = uploaded_outturn(officer, number)
    assert held is not None
    day = date(2026, 1, 1)
    assert suggested_services(held.lines, services(day)) == {
        "RSX/Highways and transport services": "highways",
        "RO3/Children's social care - Children Looked After": "children",
        "RO3/Children's social care - Youth Justice": "children",
    }
    begin_from_outturn(officer, number, {line.name: "highways" for line in held.lines}, DRAFT)
    assert set(suggested_services(held.lines, services(day)).values()) == {"highways"}


@pytest.mark.django_db
def test_what_is_for_children_is_not_suggested_to_a_service_for_adults(tmp_path: Path) -> None:
    open_service(None, ref="adults", title="Adult Social Care", kind="service")
    open_service(None, ref="education", title="Children and Education", kind="service")
    held = gathered(tmp_path, ro3=RO3)
    assert set(suggested_services(held.lines, services(date(2026, 1, 1))).values()) == {"education"}


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_a_line_without_a_service_is_refused_by_name(officer: Officer, tmp_path: Path) -> None:
    number = hand_over_outturn(officer, files(tmp_path), KENT)
    with pytest.raises(Refused, match="Youth Justice has no service"):
        begin_from_outturn(officer, number, {"RSX/Highways and transport services": "highways"}, DRAFT)
    assert UploadedBook.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_a_draft_is_not_called_by_the_address_of_a_page(officer: Officer, tmp_path: Path) -> None:
    number = hand_over_outturn(officer, files(tmp_path), KENT)
    held = uploaded_outturn(officer, number)
    assert held is not None
    chosen = {line.name: "highways" for line in held.lines}
    with pytest.raises(Refused, match="'monitoring' is the address of another page"):
        begin_from_outturn(officer, number, chosen, replace(DRAFT, ref="monitoring"))
    assert UploadedBook.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ro3", "form", "year", "what"),
    [(RSX, "RSX", "2024-25", "both workbooks are RSX"), (RO3, "RO3", "2023-24", "of two years")],
)
def test_workbooks_that_do_not_go_together_are_refused(
    officer: Officer, tmp_path: Path, ro3: Figures, form: str, year: str, what: str
) -> None:
    other = workbook(tmp_path / "other.ods", ro3, form, year)
    both = [*files(tmp_path)[:1], (other.name, other.read_bytes())]
    with pytest.raises(Refused, match=what):
        hand_over_outturn(officer, both, KENT)


@pytest.mark.django_db
def test_only_finance_officers_begin_from_outturn(tmp_path: Path) -> None:
    other = add_officer("strategy-officer", "wsgh-7yfk-mq3d", ["strategy"])
    with pytest.raises(NotAllowed):
        hand_over_outturn(other, files(tmp_path), KENT)


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_an_officer_uploads_looks_and_begins(client: Client, officer: Officer, tmp_path: Path) -> None:
    client.force_login(officer)
    sent = {
        name: SimpleUploadedFile(file, content)
        for name, (file, content) in zip(("rsx", "ro3"), files(tmp_path), strict=True)
    }
    uploaded = client.post("/officer/budget/from-outturn/", {**sent, "area": KENT})
    page = client.get(uploaded["Location"])
    said = page.content.decode()
    assert "Kent CC, 2024/25, from RSX and RO3: 3 lines, 0 refused" in said
    assert "97,610,250" in said and "Children Social Care (£280,250 net)" in said
    form = {
        "ref": "draft-2025",
        "title": "Draft",
        "count": 5,
        "band_d": "1600",
        "base": "500000",
        "rest": "children",
    }
    begun = client.post(uploaded["Location"], form)
    assert begun.status_code == 302
    facts = version_named(officer, timezone.now(), "draft-2025")
    assert facts is not None and facts.years == (2025, 2026, 2027, 2028, 2029)


@pytest.mark.django_db
def test_a_file_that_is_no_workbook_is_refused_beside_the_form(client: Client, officer: Officer) -> None:
    client.force_login(officer)
    sent = {"rsx": SimpleUploadedFile("rsx.csv", b"a,b"), "area": KENT}
    page = client.post("/officer/budget/from-outturn/", sent)
    assert page.status_code == 200
    assert "does not end in .ods or .xlsx" in page.content.decode()


@pytest.mark.django_db
def test_the_page_asks_for_a_workbook(client: Client, officer: Officer) -> None:
    client.force_login(officer)
    page = client.post("/officer/budget/from-outturn/", {"area": KENT})
    assert "Choose the RSX workbook, the RO3 workbook or both" in page.content.decode()


def test_each_council_of_england_that_stands_is_offered_once() -> None:
    offered = councils()
    names = [name for _, name in offered]
    assert (KENT, "Kent") in offered and len(names) == len(set(names))
    assert all(code.startswith("E") for code, _ in offered)
    assert ("E06000059", "Dorset") in offered and "Cumbria" not in names


def test_a_council_is_found_under_the_code_that_its_workbook_writes() -> None:
    assert code_among("E06000048", {"E06000057": "Northumberland"}) == "E06000057"
    assert code_among(KENT, {KENT: "Kent CC"}) == KENT
    assert code_among(KENT, {MEDWAY: "Medway UA"}) == KENT


@pytest.mark.django_db
@pytest.mark.usefixtures("tree")
def test_what_the_draft_still_lacks_is_said_above_the_lines(
    client: Client, officer: Officer, tmp_path: Path
) -> None:
    client.force_login(officer)
    number = hand_over_outturn(officer, files(tmp_path), KENT)
    page = client.post(f"/officer/budget/from-outturn/{number}/", {"ref": "b", "title": "B", "count": "3"})
    said = page.content.decode()
    assert said.index("error-summary") < said.index("<h1")
    assert 'href="#id_band_d"' in said and said.index('id="id_band_d"') < said.index("lines-caption")
    assert page.context["form"].initial["title"] == "Budget 2025/26"
