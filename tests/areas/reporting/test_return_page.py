"""One page a return: it works without scripts, says what is wrong, and keeps both writers' words."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from goldenthread.people.models import User
from goldenthread.reporting.commands.returning import submit_return
from goldenthread.reporting.commands.saving import RowChange, save_figure
from goldenthread.reporting.models import Return, ReturnAction, ReturnFigure
from tests.areas.reporting.quarter import NOW, REF, fill_care, open_next_quarter, person

pytestmark = pytest.mark.django_db

PAGE = f"/officer/returns/{REF}/care/"
JUMP = {"previous": "500", "previous_period": "2026-04-01/P3M", "lower": "450", "upper": "550", "points": 9}


@pytest.fixture
def desk(client: Client, quarter: str, lara: User) -> Client:
    """A browser at which the lead of adult care is signed in."""
    client.force_login(lara)
    return client


def read(client: Client, address: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def form_of(page: BeautifulSoup) -> dict[str, str | list[str]]:
    """What a browser without scripts would send if nothing were changed."""
    form = page.select_one("form[data-return]")
    assert isinstance(form, Tag)
    fields: dict[str, str | list[str]] = {}
    for control in form.select("[name]"):
        name, kind = str(control["name"]), control.get("type")
        if kind in ("radio", "checkbox") and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            fields[name] = str(chosen["value"]) if chosen else ""
        else:
            fields[name] = control.get_text() if control.name == "textarea" else str(control.get("value", ""))
    return fields


def figure(measure: str) -> str:
    return f"f-{ReturnFigure.objects.get(measure=measure).pk}"


def action(ref: str) -> str:
    return f"a-{ReturnAction.objects.get(action=ref).pk}"


def test_the_page_asks_for_parts_where_a_measure_has_them_and_for_a_value_where_not(desk: Client) -> None:
    page = read(desk)
    parts = page.select_one(f"#{figure('reviews')}")
    plain = page.select_one(f"#{figure('waiting')}")
    assert parts and plain
    assert [cell["name"].split("-")[-1] for cell in parts.select(".gt-cell")] == ["numerator", "denominator"]
    assert [cell["name"].split("-")[-1] for cell in plain.select(".gt-cell")] == ["value"]


def test_every_field_has_a_label(desk: Client) -> None:
    page = read(desk)
    labelled = {str(label["for"]) for label in page.select("label[for]")}
    fields = page.select("form[data-return] :is(input:not([type=hidden]), textarea, select)")
    assert fields
    assert all(field.get("id") in labelled or field.find_parent("label") for field in fields)


def test_a_page_sent_unchanged_saves_nothing(desk: Client) -> None:
    assert desk.post(PAGE, form_of(read(desk))).status_code == 302
    assert Return.objects.get(service="care").changed_at is None


def test_without_scripts_one_button_saves_the_whole_page(desk: Client) -> None:
    sent = form_of(read(desk)) | {
        f"{figure('reviews')}-numerator": "90",
        f"{figure('reviews')}-denominator": "120",
        f"{figure('waiting')}-value": "180",
        f"{action('care-1')}-confidence": "on_track",
        f"{action('care-1')}-sentence": "Thirty so far.",
        f"{action('care-2')}-expected-roof": "2026-12-01",
    }
    assert desk.post(PAGE, sent).status_code == 302
    assert ReturnFigure.objects.get(measure="reviews").value == "75.0"
    assert ReturnAction.objects.get(action="care-1").sentence == "Thirty so far."
    assert ReturnAction.objects.get(action="care-2").milestones == {"roof": "2026-12-01"}
    shown = read(desk)
    assert shown.select_one(f"#{figure('reviews')} output").get_text() == "75.0"  # type: ignore[union-attr]


def test_a_return_that_is_not_ready_lists_every_error_with_a_link_to_its_field(desk: Client) -> None:
    sent = form_of(read(desk)) | {f"{figure('waiting')}-value": "300"}
    answer = desk.post(f"{PAGE}submit/", sent)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    links = [str(link["href"]) for link in page.select(".govuk-error-summary a")]
    assert f"#{figure('waiting')}-management_owner" in links
    assert f"#{figure('reviews')}-numerator" in links
    assert f"#{action('care-1')}-confidence" in links
    assert all(page.select_one(link) for link in links)
    assert ReturnFigure.objects.get(measure="waiting").value == "300"


def test_a_warning_is_answered_with_a_tick(desk: Client, lara: User) -> None:
    fill_care(lara)
    ReturnFigure.objects.filter(measure="calls").update(usual=JUMP, value="900")
    box = read(desk).select_one(f"#{figure('calls')}-confirmed-jump")
    assert box and not box.has_attr("checked")
    assert desk.post(f"{PAGE}submit/", form_of(read(desk))).status_code == 422
    sent = form_of(read(desk)) | {f"{figure('calls')}-confirmed": "jump"}
    assert desk.post(f"{PAGE}submit/", sent).status_code == 302
    assert Return.objects.get(service="care").state == "submitted"


def test_two_people_at_one_page_lose_nothing(desk: Client, quarter: str) -> None:
    """The second is shown both, and what they save next stands."""
    mine = form_of(read(desk)) | {
        f"{figure('waiting')}-comment": "Three left.",
        f"{figure('calls')}-value": "510",
    }
    row = ReturnFigure.objects.get(measure="waiting")
    carla = person("carla", "service_lead", "people")
    save_figure(carla, quarter, "care", RowChange(row.pk, {"comment": "Two left."}, 1), NOW)
    answer = desk.post(PAGE, mine)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    field = page.select_one(f"#{figure('waiting')}-comment")
    theirs = page.select_one(f"#{figure('waiting')} .gt-theirs")
    assert field and theirs
    assert field.get_text() == "Three left."
    assert "carla" in theirs.get_text() and "Two left." in theirs.get_text()
    assert ReturnFigure.objects.get(measure="calls").value == "510"
    assert desk.post(PAGE, form_of(page)).status_code == 302
    assert ReturnFigure.objects.get(measure="waiting").comment == "Three left."


def test_what_cannot_be_kept_is_said_and_everything_entered_stays_on_the_page(desk: Client) -> None:
    sent = form_of(read(desk)) | {
        f"{figure('waiting')}-value": "180",
        f"{figure('waiting')}-management_due": "soon",
        f"{action('care-1')}-sentence": "Thirty so far.",
    }
    answer = desk.post(PAGE, sent)
    page = BeautifulSoup(answer.content, "html.parser")
    summary = page.select_one(".govuk-error-summary")
    sentence = page.select_one(f"#{action('care-1')}-sentence")
    assert answer.status_code == 422 and summary and sentence
    assert "is not a day" in summary.get_text()
    assert sentence.get_text() == "Thirty so far."
    assert not ReturnFigure.objects.exclude(value="").exists()


def test_a_row_saved_as_it_is_typed_is_told_how_it_stands(desk: Client) -> None:
    name = figure("waiting")
    answer = desk.post(f"{PAGE}figures/", {f"{name}-version": "1", f"{name}-value": "300"}).json()
    row = answer["rows"][0]
    assert (row["row"], row["version"], row["open"]) == (name, 2, True)
    assert (
        "Red" in row["state"] and "Still needed: say why; say what management does about it" in row["state"]
    )
    asks = re.search(r'data-asks="([^"]*)"', row["state"])
    assert asks and "management_owner" in asks[1]


def test_a_row_typed_by_two_at_once_is_told_who_wrote_what(desk: Client, quarter: str) -> None:
    row = ReturnAction.objects.get(action="care-1")
    carla = person("carla", "service_lead", "people")
    other = Client()
    other.force_login(carla)
    name = action("care-1")
    other.post(f"{PAGE}actions/", {f"{name}-version": "1", f"{name}-sentence": "Thirty."})
    answer = desk.post(f"{PAGE}actions/", {f"{name}-version": "1", f"{name}-sentence": "Forty."}).json()
    told = answer["rows"][0]
    assert told["by"] == "carla" and told["version"] == 2
    assert told["theirs"] == [{"column": "sentence", "label": "How it stands", "text": "Thirty."}]
    row.refresh_from_db()
    assert row.sentence == "Thirty."


def test_a_locked_return_says_so_to_the_script(desk: Client, lara: User, quarter: str) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    name = figure("waiting")
    answer = desk.post(f"{PAGE}figures/", {f"{name}-version": "2", f"{name}-value": "1"})
    assert answer.status_code == 423
    assert "submitted" in answer.json()["refused"]


def test_a_lead_of_another_service_reads_and_does_not_write(client: Client, quarter: str, leo: User) -> None:
    client.force_login(leo)
    assert read(client).select_one("form[data-return]") is None
    name = figure("waiting")
    assert client.post(f"{PAGE}figures/", {f"{name}-version": "1", f"{name}-value": "1"}).status_code == 403
    assert client.post(PAGE, {f"{name}-version": "1", f"{name}-value": "1"}).status_code == 403
    assert client.post(PAGE, {}).status_code == 403


def test_an_approver_reads_the_same_page_and_decides_there(
    client: Client, quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    client.force_login(amir)
    page = read(client)
    assert page.select_one(f'form[action="{PAGE}approve/"]')
    assert "75.0" in page.get_text()
    empty = client.post(f"{PAGE}send-back/", {"back-reason": ""})
    assert empty.status_code == 422 and "There is a problem" in empty.content.decode()
    client.post(f"{PAGE}send-back/", {"back-reason": "Last month's list."})
    assert Return.objects.get(service="care").state == "sent_back"
    submit_return(lara, quarter, "care", NOW + timedelta(days=1))
    client.post(f"{PAGE}approve/", {"note": "Thank you."})
    told = read(client).get_text()
    assert "Approved" in told and "Thank you." in told and "Last month's list." in told


def test_what_was_said_last_time_stands_beside(desk: Client, lara: User) -> None:
    fill_care(lara)
    ref = open_next_quarter()
    row = ReturnFigure.objects.get(measure="reviews", given_in__period__ref=ref)
    beside = read(desk, f"/officer/returns/{ref}/care/").select_one(f"#f-{row.pk}-last")
    assert beside and "75.0%" in beside.get_text() and "2026/27 Q2" in beside.get_text()


def test_a_return_that_nobody_owes_is_not_found(desk: Client) -> None:
    assert desk.get(f"/officer/returns/{REF}/libraries/").status_code == 404


def test_a_quarter_is_planned_and_opened_on_its_pages(client: Client, ground: None, bob: User) -> None:
    client.force_login(bob)
    dates = {"opens": "2026-10-01", "due": "2026-10-14", "approve_by": "2026-10-21", "closes": "2026-10-28"}
    sent = {"period": "2026/27 Q2", "title": "Quarter 2 2026/27", **dates}
    assert "later day" in client.post(reverse("plan-period"), sent | {"due": "2026-09-01"}).content.decode()
    assert client.post(reverse("plan-period"), sent).headers["Location"] == reverse("period", args=[REF])
    assert "Open Quarter 2" in client.get(reverse("period", args=[REF])).content.decode()
    client.post(reverse("open-period", args=[REF]))
    assert Return.objects.count() == 2
    assert "0 of 2" in client.get(reverse("periods")).content.decode()


def test_the_page_asks_the_database_few_questions(
    desk: Client, django_assert_max_num_queries: object, tmp_path: Path
) -> None:
    desk.get(PAGE)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        desk.get(PAGE)
