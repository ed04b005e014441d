"""National files stand beside Kent's own figures, good rows in and every refusal counted."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.engine.catalogue import read_catalogue
from goldenthread.measures.queries import areas_with, links_of_items, measure_named, releases
from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.folder import read_example, read_links
from goldenthread.upkeep.national import LINKS, load_national
from goldenthread.upkeep.national_files import CATALOGUE, fetch_national
from tests.areas.upkeep.conftest import ONS, RESIDENT, loaders

HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
ROW = "E10000016,Kent,County,Employment rate,2015-01-01/P1Y,73.4,Percentage,%,,,,\n"
EMPLOYMENT = "employment-rate/Employment rate"


class Publisher(BaseHTTPRequestHandler):
    """Answers with one small file for every dataset, save for those that it has lost."""

    lost: tuple[str, ...] = ()

    def do_GET(self) -> None:
        if any(name in self.path for name in self.lost):
            self.send_error(404)
            return
        body = (HEADER + (ROW if "employment" in self.path else "")).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def publisher() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{{dataset}}/{{dataset}}.csv"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, settings: object) -> None:
    settings.OBSERVATIONS = tmp_path / "observations"  # type: ignore[attr-defined]


def silent(_: str) -> None:
    """Nobody listens."""


def test_every_dataset_is_fetched_from_the_publisher(publisher: str, tmp_path: Path) -> None:
    folder = fetch_national(tmp_path / "fetched", silent, publisher, private=True)
    wanted = {ref.partition("/")[0] for ref in read_catalogue(CATALOGUE).measures}
    assert {path.stem for path in folder.iterdir()} == wanted
    assert ROW in (folder / "employment-rate.csv").read_text()


def test_what_was_fetched_is_used_again(publisher: str, tmp_path: Path) -> None:
    folder = fetch_national(tmp_path / "fetched", silent, publisher, private=True)
    said: list[str] = []
    assert fetch_national(folder, said.append, "http://127.0.0.1:1/{dataset}", private=True) == folder
    assert "Using the files fetched before" in said[0]


def test_one_file_that_cannot_be_fetched_leaves_nothing_behind(
    publisher: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Publisher, "lost", ("supermarkets",))
    with pytest.raises(Refused, match=r"supermarkets\.csv: the publisher answered 404"):
        fetch_national(tmp_path / "fetched", silent, publisher, private=True)
    assert list(tmp_path.iterdir()) == []


def test_no_network_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        fetch_national(tmp_path / "fetched", silent, "http://127.0.0.1:1/{dataset}.csv", private=True)
    assert "127.0.0.1:1" in str(refused.value) and "--data" in str(refused.value)


def test_every_national_link_names_a_catalogued_measure_and_an_item_that_there_is() -> None:
    links = read_links(KENT / LINKS)
    items = {(plan.ref, item.ref) for plan in read_example(KENT).plans for item in plan.items}
    assert {link.measure for link in links} <= set(read_catalogue(CATALOGUE).measures)
    assert {(link.plan, link.item) for link in links} <= items
    assert {link.whose_reading for link in links} == {"ours"}


@pytest.mark.django_db
def test_rows_for_no_known_area_are_refused_and_counted_and_the_rest_comes_in(tmp_path: Path) -> None:
    rows = [ROW, ROW, ROW.replace("E10000016", "na")]
    (tmp_path / "employment-rate.csv").write_text(HEADER + "".join(rows))
    loaded = load_national(tmp_path, loaders().performance, None)
    assert (loaded.kept, loaded.refused, loaded.repeats) == (1, 1, 1)
    assert "employment-rate.csv:4:areacd: 'na' is not in the area register" in str(loaded)
    assert areas_with(EMPLOYMENT, viewer=RESIDENT, now=timezone.now()) == ("E10000016",)


@pytest.mark.django_db
def test_the_files_of_june_2026_go_in_with_60_rows_refused_and_20_repeats() -> None:
    if not ONS.exists():
        pytest.skip(f"the ONS files are not at {ONS}")
    who = loaders().performance
    loaded = load_national(ONS, who, KENT)
    now = timezone.now()
    assert (loaded.measures, loaded.kept, loaded.refused, loaded.repeats) == (79, 276_677, 60, 20)
    assert {"E10000016", "E07000105", "E92000001", "E06000035"} <= set(
        areas_with(EMPLOYMENT, viewer=RESIDENT, now=now)
    )
    hung = links_of_items("five-year-plan-2020", ["o1"], RESIDENT, now)["o1"]
    assert EMPLOYMENT in {sheet.ref for sheet in hung}
    sheet = measure_named(EMPLOYMENT, RESIDENT, now)
    assert sheet is not None and sheet.publisher == "Office for National Statistics"
    assert [release.rows for release in releases(RESIDENT, now)] == [276_677]
