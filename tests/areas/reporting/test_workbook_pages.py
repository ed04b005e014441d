"""The Excel way in: download, hand over, look at what would change, agree, or take back what is marked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.people.models import User
from goldenthread.reporting.commands.saving import RowChange, save_figure
from goldenthread.reporting.commands.upload import sweep_workbooks
from goldenthread.reporting.models import ReturnFigure, Upload
from tests.areas.reporting.excel import Entries, changed, filled, opened
from tests.areas.reporting.quarter import REF

pytestmark = pytest.mark.django_db

ALL = f"/officer/periods/{REF}/excel/"
CARE = f"/officer/returns/{REF}/care/excel/"


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def hand_over(client: Client, entries: Entries, address: str = CARE) -> Any:
    content = filled(client.get(f"{address}return.xlsx").content, entries)
    return client.post(address, {"workbook": SimpleUploadedFile("Care Q2.xlsx", content)})


def agree(client: Client, address: str, **more: str) -> Any:
    form = client.get(address).context["form"]
    return client.post(
        address, {"seen": form["seen"].value(), "looked_at": form["looked_at"].value(), **more}
    )


def value_of(measure: str) -> str:
    return ReturnFigure.objects.get(measure=measure).value


def test_a_lead_downloads_hands_over_looks_and_agrees(quarter: str, lara: User) -> None:
    client = signed_in(lara)
    assert "Fill it in as a workbook" in client.get(CARE).content.decode()
    answer = hand_over(client, {("waiting", "Value"): 198, ("calls", "Value"): 4021})
    page = client.get(answer.url)
    assert "2 cells in 2 rows of Adult care" in page.content.decode()
    assert value_of("waiting") == ""
    assert agree(client, answer.url).url == f"/officer/returns/{REF}/care/"
    assert value_of("waiting") == "198"
    assert not Upload.objects.exists()


def test_a_workbook_with_errors_is_handed_back_marked_and_saves_nothing(quarter: str, lara: User) -> None:
    client = signed_in(lara)
    answer = hand_over(client, {("waiting", "Value"): "lots", ("calls", "Value"): 4021})
    page = client.get(answer.url).content.decode()
    assert "1 cell is to be corrected" in page and "&#x27;lots&#x27; is not a plain number" in page
    assert client.post(answer.url, {}).status_code == 422
    marked = client.get(f"{answer.url}to-correct.xlsx")
    assert marked["Content-Disposition"] == 'attachment; filename="Care-Q2-to-correct.xlsx"'
    assert opened(marked.content).active.title == "What to correct"  # type: ignore[union-attr]
    assert value_of("calls") == ""


def test_what_was_saved_since_the_rehearsal_is_said_before_anything_is_saved(
    quarter: str, lara: User, bob: User
) -> None:
    client = signed_in(lara)
    address = hand_over(client, {("waiting", "Value"): 198}).url
    form = client.get(address).context["form"]
    looked = {"seen": form["seen"].value(), "looked_at": form["looked_at"].value()}
    row = ReturnFigure.objects.get(measure="waiting")
    change = RowChange(row.pk, {"comment": "Late referrals"}, row.version)
    save_figure(bob, REF, "care", change, timezone.now() + timedelta(minutes=1))

    again = client.post(address, looked)

    assert again.status_code == 422 and value_of("waiting") == ""
    assert "Saved since you looked" in again.content.decode() and "by bob" in again.content.decode()
    fresh = again.context["form"]
    client.post(address, {"seen": fresh["seen"].value(), "looked_at": fresh["looked_at"].value()})
    assert value_of("waiting") == "198"
    assert ReturnFigure.objects.get(measure="waiting").comment == "Late referrals"


def test_a_warning_is_ticked_off_before_the_workbook_is_saved(quarter: str, lara: User) -> None:
    client = signed_in(lara)
    address = hand_over(client, {("waiting", "Value"): 198.4}).url
    assert agree(client, address).status_code == 422
    assert value_of("waiting") == ""
    assert agree(client, address, answered="on").status_code == 302
    assert value_of("waiting") == "198.4"


def test_a_performance_officer_fills_in_every_service_at_once(quarter: str, bob: User) -> None:
    client = signed_in(bob)
    answer = hand_over(client, {("waiting", "Value"): 198, ("potholes", "Value"): 91.5}, ALL)
    assert "of Adult care, Roads" in client.get(answer.url).content.decode()
    assert agree(client, answer.url).url == ALL
    assert (value_of("waiting"), value_of("potholes")) == ("198", "91.5")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 and then nothing"])
def test_what_is_no_workbook_is_refused_beside_the_field(quarter: str, lara: User, content: bytes) -> None:
    answer = signed_in(lara).post(CARE, {"workbook": SimpleUploadedFile("return.xlsx", content)})
    assert answer.status_code == 422
    assert "not a workbook that can be read" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_workbook_of_something_else_says_which_sheet_is_missing(quarter: str, lara: User) -> None:
    client = signed_in(lara)

    def rename(book: Any) -> None:
        book["Figures"].title, book["Actions"].title = "Sheet1", "Sheet2"

    content = changed(client.get(f"{CARE}return.xlsx").content, rename)
    answer = client.post(CARE, {"workbook": SimpleUploadedFile("other.xlsx", content)})
    assert "there is no sheet Figures" in answer.content.decode()


def test_an_upload_that_is_too_large_is_not_read(quarter: str, lara: User, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    big = SimpleUploadedFile("return.xlsx", b"x" * 80_000)
    assert signed_in(lara).post(CARE, {"workbook": big}).status_code == 413


def test_a_workbook_is_for_the_person_who_handed_it_over(
    quarter: str, lara: User, leo: User, bob: User
) -> None:
    address = hand_over(signed_in(lara), {("waiting", "Value"): 198}).url
    for other in (leo, bob):
        assert signed_in(other).get(address).status_code == 409
        signed_in(other).post(f"{address}discard/")
    assert Upload.objects.count() == 1


def test_a_lead_does_not_open_the_excel_return_of_another_service(
    quarter: str, leo: User, amir: User
) -> None:
    assert signed_in(leo).get(CARE).status_code == 403
    assert signed_in(leo).get(f"{CARE}return.xlsx").status_code == 403
    assert signed_in(amir).get(ALL).status_code == 403


def test_a_workbook_is_kept_for_a_day_at_most_and_five_of_one_person(quarter: str, lara: User) -> None:
    client = signed_in(lara)
    addresses = [hand_over(client, {("waiting", "Value"): at}).url for at in range(6)]
    assert Upload.objects.count() == 5
    assert client.get(addresses[0]).status_code == 409
    client.post(f"{addresses[5]}discard/")
    assert sweep_workbooks(timezone.now() + timedelta(hours=25)) == 4
    assert not Upload.objects.exists()


def test_a_long_rehearsal_is_read_page_by_page(
    quarter: str, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.reporting.views.workbook_rehearsal.A_PAGE", 2)
    client = signed_in(bob)
    entries: Entries = {(ref, "Value"): 50 for ref in ("calls", "potholes", "waiting")}
    address = hand_over(client, entries, ALL).url
    assert "Changes, 1 to 2 of 3" in client.get(address).content.decode()
    assert "Changes, 3 to 3 of 3" in client.get(f"{address}?page=2").content.decode()
