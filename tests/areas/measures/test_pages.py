"""Officers' pages about measures and imports, and the public downloads, person by person."""

import io
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goldenthread.measures.commands import (
    import_release,
    publish_measure,
    publish_release,
    rehearse_import,
    set_target,
)
from goldenthread.measures.delivery import record_source
from goldenthread.measures.queries import SourceSheet, measure_named, releases, series, targets
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.measure import Target
from goldenthread.rules.period import read_period
from tests.areas.measures.conftest import HEADER, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures", "council")]

PLAIN = f"{HEADER}\nneet,{KENT},2016,3.0,,,,\nneet,{KENT},2017,2.8,,provisional,,\n"
DEFINITION = {"ref": "roads", "title": "Roads in good repair", "unit": "%", "polarity": "high_is_good"}
OFFICERS_PAGES = (
    "/officer/measures/",
    "/officer/imports/",
    "/officer/measures/neet/",
    "/officer/measures/new/",
)


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client.force_login(user)
        return client

    return signed_in


def upload(client: Client, content: bytes | str, name: str = "figures.csv", layout: str = "plain") -> str:
    """Hand a file over and return the address that the answer leads to, or the page itself."""
    data = content.encode() if isinstance(content, str) else content
    answer = client.post("/officer/imports/", {"delivered": SimpleUploadedFile(name, data), "layout": layout})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def confirm(client: Client, address: str, **said: str) -> str:
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    answer = client.post(address, {"seen": seen[1], "publish": "no", **said})
    return str(answer.headers.get("Location", "")) or answer.content.decode()


@pytest.mark.parametrize("address", OFFICERS_PAGES)
def test_a_resident_is_asked_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302 and answer["Location"].startswith("/officer/sign-in/")


@pytest.mark.parametrize("address", OFFICERS_PAGES)
def test_a_performance_officer_reads_every_page(
    sign_in: Callable[[User], Client], bob: User, address: str
) -> None:
    assert sign_in(bob).get(address).status_code == 200


def test_a_strategy_officer_reads_measures_but_neither_defines_nor_imports(
    sign_in: Callable[[User], Client], alice: User
) -> None:
    client = sign_in(alice)
    assert client.get("/officer/measures/neet/").status_code == 200
    assert client.get("/officer/measures/new/").status_code == 403
    assert client.get("/officer/imports/").status_code == 403
    assert client.post("/officer/measures/new/", DEFINITION).status_code == 403
    target = {"area": KENT, "period": "2020", "target": "2"}
    assert client.post("/officer/measures/neet/targets/", target).status_code == 403
    assert targets("neet") == ()


def test_an_officer_defines_a_measure(sign_in: Callable[[User], Client], bob: User) -> None:
    answer = sign_in(bob).post("/officer/measures/new/", DEFINITION)
    assert answer["Location"] == "/officer/measures/roads/"
    sheet = measure_named("roads", bob, timezone.now())
    assert sheet is not None and (sheet.measure.polarity, sheet.publish_at) == ("high_is_good", None)
    assert TrailEntry.objects.filter(act="define_measure", subject_ref="roads", who=bob).exists()


def test_polarity_does_not_change_without_a_reason(sign_in: Callable[[User], Client], bob: User) -> None:
    client = sign_in(bob)
    said = {"title": "Young people", "unit": "%", "polarity": "high_is_good"}
    page = client.post("/officer/measures/neet/definition/", said)
    assert "a change of polarity needs a reason" in page.content.decode().lower()
    client.post("/officer/measures/neet/definition/", {**said, "reason": "It was entered the wrong way"})
    sheet = measure_named("neet", bob, timezone.now())
    assert sheet is not None and sheet.measure.polarity == "high_is_good"


def test_an_officer_sets_a_target_exactly_as_written(sign_in: Callable[[User], Client], bob: User) -> None:
    client = sign_in(bob)
    said = {"area": KENT, "period": "2017", "target": "2.50", "floor": "3"}
    assert client.post("/officer/measures/neet/targets/", said).status_code == 302
    [found] = targets("neet", KENT)
    assert (str(found.target), str(found.floor), str(found.period)) == ("2.50", "3", "2017-01-01/P1Y")
    assert "2.50" in client.get("/officer/measures/neet/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"area": "nowhere"}, "not in the area register"),
        ({"period": "sometime"}, "sometime"),
        ({"target": "many"}, "plain number"),
        ({"target": ""}, "the target has no number"),
        ({"lower": "5", "upper": "4"}, "the lower limit is above the upper limit"),
    ],
)
def test_a_wrong_target_is_refused_beside_its_field(
    sign_in: Callable[[User], Client], bob: User, wrong: dict[str, str], said: str
) -> None:
    right = {"area": KENT, "period": "2017", "target": "2.5"}
    answer = sign_in(bob).post("/officer/measures/neet/targets/", {**right, **wrong})
    assert answer.status_code == 422 and said.lower() in answer.content.decode().lower()
    assert targets("neet") == ()


def test_a_file_is_rehearsed_then_imported_then_gone(
    sign_in: Callable[[User], Client], bob: User, tmp_path: Path
) -> None:
    client = sign_in(bob)
    address = upload(client, PLAIN)
    page = client.get(address).content.decode()
    assert "2 to add, 0 to change, 0 the same, 0 refused" in page
    assert releases(bob, timezone.now()) == ()
    done = confirm(client, address)
    assert done.startswith("/officer/imports/releases/") and client.get(done).status_code == 200
    assert [str(each.value) for each in series("neet", KENT, viewer=bob, now=timezone.now())] == ["3", "2.8"]
    assert list((tmp_path / "imports").iterdir()) == []
    assert client.get(address).status_code == 404


def test_a_rehearsal_says_where_what_is_wrong_and_what_to_do(
    sign_in: Callable[[User], Client], bob: User
) -> None:
    client = sign_in(bob)
    address = upload(client, PLAIN + f"neet,{KENT},2018,45%,,,,\nroads,{KENT},2018,4,,,,\n", "q1 figures.csv")
    page = client.get(address).content.decode()
    assert "q1 figures.csv, column value, row 4" in page and "percentage sign" in page and "write 45" in page
    assert "q1 figures.csv, column measure, row 5" in page and "2 faults" in page
    assert "nothing was written" in confirm(client, address) or releases(bob, timezone.now()) == ()
    assert confirm(client, address, keep_good="on").startswith("/officer/imports/releases/")
    assert len(series("neet", KENT, viewer=bob, now=timezone.now())) == 2


def test_what_came_in_since_the_rehearsal_is_shown_before_it_is_done(
    sign_in: Callable[[User], Client], bob: User, figures: WriteFile
) -> None:
    client = sign_in(bob)
    address = upload(client, PLAIN)
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())
    assert seen is not None
    import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2016,3.5")]))
    answer = client.post(address, {"seen": seen[1], "publish": "no"})
    assert answer.status_code == 422 and "Something else came in since" in answer.content.decode()
    assert len(releases(bob, timezone.now())) == 1
    assert confirm(client, address).startswith("/officer/imports/releases/")


def test_a_file_over_the_limit_is_answered_with_a_page(
    sign_in: Callable[[User], Client], bob: User, settings: object
) -> None:
    settings.UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    content = PLAIN + "#" * 100_000
    answer = sign_in(bob).post("/officer/imports/", {"delivered": io.BytesIO(content.encode())})
    assert answer.status_code == 413 and "The files are too large" in answer.content.decode()


def test_an_ending_that_the_layout_does_not_have_is_refused(
    sign_in: Callable[[User], Client], bob: User, tmp_path: Path
) -> None:
    page = upload(sign_in(bob), "<script>", "../../evil.html")
    assert "evil.html" in page and "files that end in .csv" in page
    assert not (tmp_path / "imports").exists()


def test_another_officer_does_not_see_what_was_handed_over(
    sign_in: Callable[[User], Client], bob: User, adele: User
) -> None:
    address = upload(sign_in(bob), PLAIN)
    assert sign_in(adele).get(address).status_code == 404


def test_a_form_without_its_token_is_not_taken(bob: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    assert strict.post("/officer/imports/", {"layout": "plain"}).status_code == 403


def test_an_upload_is_kept_for_a_day(sign_in: Callable[[User], Client], bob: User, tmp_path: Path) -> None:
    client = sign_in(bob)
    address = upload(client, PLAIN)
    [folder] = (tmp_path / "imports").iterdir()
    yesterday = timezone.now().timestamp() - 25 * 3600
    os.utime(folder, (yesterday, yesterday))
    assert client.get(address).status_code == 404
    upload(client, PLAIN)
    assert not folder.exists()


def test_the_blank_workbook_is_read_back_as_nothing_to_refuse(
    sign_in: Callable[[User], Client], bob: User
) -> None:
    client = sign_in(bob)
    book = client.get("/officer/imports/template.xlsx")
    assert book.content[:2] == b"PK"
    page = client.get(upload(client, book.content, "filled.xlsx", "xlsx-template")).content.decode()
    assert "0 refused" in page


def test_downloads_carry_unit_status_and_release(bob: User, client: Client, figures: WriteFile) -> None:
    file = figures(f"neet,{KENT},2016,3.0,,,,=HYPERLINK(1)", f"neet,{KENT},2017,-2.8,,provisional")
    ref = import_release(bob, rehearse_import(bob, [file])).release
    assert client.get("/measures/neet/data.csv").status_code == 404
    publish_measure(bob, "neet")
    publish_release(bob, ref)
    rows = client.get("/measures/neet/data.csv").content.decode().splitlines()
    assert rows[0] == (
        "measure,area,period,value,numerator,denominator,lower,upper,group,status,qualifier,note,unit,release"
    )
    assert rows[1] == f"neet,{KENT},2016-01-01/P1Y,3,,,,,,normal,,'=HYPERLINK(1),%,{ref}"
    assert rows[2] == f"neet,{KENT},2017-01-01/P1Y,-2.8,,,,,,provisional,,,%,{ref}"
    said = client.get("/measures/neet/data.json").json()
    assert said["rows"][1]["value"] == "-2.8" and said["about"]["polarity"] == "low_is_good"
    assert client.get("/measures/neet/data.xlsx").content[:2] == b"PK"
    assert client.get("/measures/neet/data.exe").status_code == 404
    assert len(client.get("/measures/neet/data.csv?area=E92000001").content.decode().splitlines()) == 1


def test_what_is_public_already_cannot_be_held_back_by_its_moment(
    sign_in: Callable[[User], Client], bob: User, council: CouncilFacts
) -> None:
    client = sign_in(bob)
    assert client.post("/officer/measures/neet/publish/", {"at": ""}).status_code == 302
    assert client.get("/officer/measures/?q=education").content.decode().count("Public since") == 1


def test_the_list_is_filtered_by_life(sign_in: Callable[[User], Client], bob: User) -> None:
    client = sign_in(bob)
    said = {"life": "retired", "reason": "No longer collected"}
    assert client.post("/officer/measures/gcse/life/", said).status_code == 302
    page = client.get("/officer/measures/?life=retired").content.decode()
    assert "Pupils with good GCSEs" in page and "Young people" not in page


def test_a_page_asks_few_questions_however_many_targets(
    sign_in: Callable[[User], Client], bob: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = sign_in(bob)
    for year in range(2010, 2030):
        set_target(bob, Target("neet", KENT, read_period(str(year)), target=Decimal(2)))
    with django_assert_max_num_queries(30):
        client.get("/officer/measures/neet/")


def test_an_address_on_the_councils_own_network_is_not_fetched(
    sign_in: Callable[[User], Client], bob: User, tmp_path: Path
) -> None:
    address = "http://127.0.0.1:9/a.csv"
    record_source(bob, SourceSheet("dfe", "Participation", "A department", address, "plain", ""))
    client = sign_in(bob)
    assert "Fetch and rehearse" in client.get("/officer/imports/").content.decode()
    answer = client.post("/officer/imports/fetch/dfe/")
    assert answer.status_code == 409 and "not a public address" in answer.content.decode()
    assert list((tmp_path / "imports").iterdir()) == []
    assert client.post("/officer/imports/fetch/nobody/").status_code == 404


def test_what_a_public_page_asks_of_the_database_does_not_grow_with_what_is_held(
    client: Client, bob: User, figures: WriteFile, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    publish_measure(bob, "neet")
    for year in range(2010, 2018):
        file = figures(f"neet,{KENT},{year},{year - 2000}.5", f"neet,E92000001,{year},3")
        import_release(bob, rehearse_import(bob, [file]), publish_at=timezone.now())
    with django_assert_max_num_queries(25):
        assert client.get(f"/measures/neet/?area={KENT}").status_code == 200
