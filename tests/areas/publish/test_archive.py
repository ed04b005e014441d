"""The static archive: a whole site of an edition in a folder, the same each time, that anyone can check."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from django.utils import translation

from goldenthread.cli.main import goldenthread
from goldenthread.publish.archive.verify import faults_of
from goldenthread.publish.block import Paragraph, Run, said
from goldenthread.publish.document import Chapter
from goldenthread.publish.models import Edition
from goldenthread.rules.refusal import Refused
from tests.areas.publish.published import publish
from tests.areas.publish.sample import FACT, sample

pytestmark = pytest.mark.django_db
REF = "annual-report-2017"
ROOT = Path(__file__).parents[3]


def command(*arguments: object) -> Result:
    return CliRunner().invoke(goldenthread, [str(each) for each in arguments], standalone_mode=False)


def published(out: Path, *more: object) -> Path:
    done = command("publish", "--edition", REF, "--out", out, *more)
    if done.exception:
        raise done.exception
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def pages(folder: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, BeautifulSoup(path.read_bytes(), "html.parser")


@pytest.fixture
def archive(db: None, tmp_path: Path) -> Path:
    publish(sample())
    return published(tmp_path / "archive")


def test_it_holds_a_page_for_each_chapter_the_facts_the_data_and_every_frozen_file(archive: Path) -> None:
    names = set(contents(archive))
    assert {"index.html", "chapters/summary.html", "chapters/children.html"} <= names
    assert {"facts.html", "data.html", "search.html", "check.html"} <= names
    assert {"document.json", f"documents/{REF}.pdf", "data/attainment.csv", "data/facts.csv"} <= names
    assert {"styles/site.css", "styles/theme.css", "manifest.json", "SHA256SUMS"} <= names


def test_every_link_is_relative_and_leads_to_a_file_of_the_folder(archive: Path) -> None:
    ids = {path.resolve(): {each["id"] for each in page.select("[id]")} for path, page in pages(archive)}
    for path, page in pages(archive):
        for each in page.select("[href], [src]"):
            address, anchor = urldefrag(each.get("href") or each["src"])
            assert not urlsplit(address).scheme and not address.startswith("/"), address
            target = (path.parent / address).resolve() if address else path.resolve()
            assert target.is_file(), f"{path}: {address}"
            assert not anchor or anchor in ids[target], f"{path}: {address}#{anchor}"


def test_a_page_is_valid_small_and_runs_nothing_that_stands_in_it(archive: Path) -> None:
    for path, page in pages(archive):
        assert path.stat().st_size < 100_000
        policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
        assert policy and "default-src 'none'" in policy["content"]
        assert not page.select("[style], style, script:not([src])")
        assert page.html and page.html["lang"] == "en-GB" and page.title and page.title.text
        assert [each.name for each in page.select("h1")] == ["h1"]


def test_the_facts_page_names_what_each_fact_rests_on(archive: Path) -> None:
    text = BeautifulSoup((archive / "facts.html").read_text(), "html.parser").get_text(" ")
    for part in (FACT.about, FACT.text, FACT.period, FACT.rule, *FACT.releases):
        assert part in text


def test_search_finds_chapters_tables_and_charts_without_a_server(archive: Path) -> None:
    script = (archive / "scripts" / "search-index.js").read_text()
    index = json.loads(script.removeprefix("const SEARCH_INDEX = ").removesuffix(";\n"))
    found = {(title, what): (href, words) for title, what, href, words in index}
    assert found["Summary", "chapter"][0] == "chapters/summary.html"
    assert "Schools & nurseries" in found["Children get the best start", "chapter"][1]
    caption = "Pupils who reach the expected standard, Kent"
    assert found[caption, "table"][0] == "chapters/children.html#table-attainment"


def test_without_scripts_an_a_to_z_lists_the_same_places(archive: Path) -> None:
    page = BeautifulSoup((archive / "search.html").read_text(), "html.parser")
    assert [each.text for each in page.select("h2")] == ["C", "K", "P", "S", "W"]
    assert page.select_one("form") and page.select_one("form").has_attr("hidden")  # type: ignore[union-attr]


def test_published_twice_it_is_the_same_to_the_byte(archive: Path, tmp_path: Path) -> None:
    with translation.override("cy"):
        again = published(tmp_path / "elsewhere" / "deeper")
    assert contents(again) == contents(archive)


def test_neither_the_place_the_clock_nor_the_machines_language_changes_a_byte(tmp_path: Path) -> None:
    code = """
import sys, django
django.setup()
from goldenthread.publish.archive.publishing import archive_files
from goldenthread.publish.document import checksum
from tests.areas.publish.sample import sample
held = {checksum(b"x"): b"x"}
files = archive_files(sample(), {"document.json": checksum(b"x")}, held.get, lambda sha: 1)
for name, content in sorted(files):
    print(checksum(content), name)
"""
    said = []
    for zone, language, seed in (("Pacific/Auckland", "tr_TR.UTF-8", "1"), ("UTC", "C", "2")):
        env = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": language,
            "LANG": language,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
            "GOLDENTHREAD_HOME": str(tmp_path / seed),
        }
        done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert said[0] == said[1] and b"index.html" in said[0]


def test_a_link_of_the_site_leads_to_the_site_or_is_plain_words(tmp_path: Path, settings: object) -> None:
    publish(sample())
    page = published(tmp_path / "one") / "chapters" / "children.html"
    assert "the plan" in page.read_text() and "/plans/small/" not in page.read_text()
    settings.ADDRESS = "https://strategy.council.example"  # type: ignore[attr-defined]
    page = published(tmp_path / "two") / "chapters" / "children.html"
    assert 'href="https://strategy.council.example/plans/small/"' in page.read_text()


def test_a_link_to_a_chapter_leads_to_its_page(tmp_path: Path) -> None:
    chapter = Chapter("more", "More", (Paragraph((Run("Children", "#chapter:children"),)),))
    publish(sample(chapters=(*sample().chapters, chapter)))
    page = published(tmp_path / "one") / "chapters" / "more.html"
    assert 'href="../chapters/children.html"' in page.read_text()


def test_a_folder_as_it_was_published_passes(archive: Path) -> None:
    done = command("verify", archive)
    assert (done.return_value, done.output) == (
        0,
        f"{REF}, issue 1: all {len(contents(archive)) - 2} files are as they were published\n",
    )


def test_a_changed_byte_in_any_file_is_found_and_the_file_named(archive: Path) -> None:
    for name, content in contents(archive).items():
        middle = len(content) // 2
        flipped = bytes([content[middle] ^ 1])
        (archive / name).write_bytes(content[:middle] + flipped + content[middle + 1 :])
        assert [str(each) for each in faults_of(archive)] == [f"{name}: changed"]
        (archive / name).write_bytes(content)
    assert not faults_of(archive)


def test_each_missing_file_is_named(archive: Path) -> None:
    for name, content in contents(archive).items():
        (archive / name).unlink()
        assert [str(each) for each in faults_of(archive)] == [f"{name}: missing"]
        (archive / name).write_bytes(content)


def test_a_file_that_does_not_belong_is_named(archive: Path) -> None:
    (archive / "chapters" / "extra.html").write_text("extra")
    (archive / "link").symlink_to("/etc/passwd")
    assert [str(each) for each in faults_of(archive)] == [
        "chapters/extra.html: not in the manifest",
        "link: not in the manifest",
    ]


def test_a_link_in_the_place_of_a_file_is_a_changed_file(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / "index.html", tmp_path / "same.html")
    (archive / "index.html").unlink()
    (archive / "index.html").symlink_to(tmp_path / "same.html")
    assert [str(each) for each in faults_of(archive)] == ["index.html: changed"]


def test_a_pipe_in_the_place_of_a_file_is_a_changed_file_and_never_waited_for(archive: Path) -> None:
    for name in ("index.html", "SHA256SUMS"):
        (archive / name).unlink()
        os.mkfifo(archive / name)
    found = [str(each) for each in faults_of(archive)]
    assert found == ["SHA256SUMS: changed", "index.html: changed"]


def test_a_manifest_that_nests_without_end_is_a_changed_manifest(archive: Path) -> None:
    (archive / "manifest.json").write_text("[" * 200_000)
    assert "manifest.json: changed" in [str(each) for each in faults_of(archive)]


def test_verify_says_what_is_wrong_and_ends_with_1_on_a_machine_without_an_installation(
    archive: Path, tmp_path: Path
) -> None:
    (archive / "data" / "facts.csv").write_text("other")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDEN", "DJANGO"))}
    run = [sys.executable, "-m", "goldenthread", "verify", str(archive)]
    done = subprocess.run(run, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "data/facts.csv: changed\n")
    assert not (tmp_path / "var").exists()


def test_faults_are_json_on_demand(archive: Path) -> None:
    assert json.loads(command("verify", archive, "--json").stdout)["sound"]
    (archive / "document.json").unlink()
    told = json.loads(command("verify", archive, "--json").stdout)
    assert told["faults"] == [{"file": "document.json", "wrong": "missing"}] and not told["sound"]


def test_a_folder_that_is_no_archive_says_which_lists_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    assert [str(each) for each in faults_of(tmp_path)] == ["manifest.json: missing", "SHA256SUMS: missing"]


def test_a_forgery_that_is_sound_in_itself_fails_against_the_councils_own_list(
    archive: Path, tmp_path: Path
) -> None:
    genuine = tmp_path / "manifest.json"
    shutil.copy(archive / "manifest.json", genuine)
    Edition.objects.filter(ref=REF).update(ref="genuine")
    publish(sample(title="Forged"))
    folder = published(tmp_path / "forged")
    assert not faults_of(folder)
    done = command("verify", folder, "--against", genuine)
    assert done.return_value == 1
    assert "document.json: changed" in done.stderr


def test_the_summary_is_json_on_demand(tmp_path: Path) -> None:
    publish(sample())
    done = command("publish", "--edition", REF, "--out", tmp_path / "a", "--json")
    summary = json.loads(done.output)
    assert (summary["edition"], summary["issue"], summary["pages"]) == (REF, 1, 8)
    assert summary["files"] == len(contents(tmp_path / "a"))


def test_an_earlier_archive_of_the_edition_is_replaced_whole(archive: Path) -> None:
    (archive / "index.html").write_text("spoiled")
    (archive / "chapters" / "summary.html").unlink()
    assert not faults_of(published(archive))


def refused(out: Path) -> str:
    with pytest.raises(Refused) as refusal:
        published(out)
    return str(refusal.value)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    publish(sample())
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    assert "holds something else than an archive of annual-report-2017" in refused(tmp_path / "site")
    assert contents(tmp_path / "site") == {"index.html": b"mine"}
    (tmp_path / "file").write_text("mine")
    assert "this is not a folder" in refused(tmp_path / "file")


def test_a_file_that_somebody_put_into_an_earlier_archive_is_not_lost(archive: Path) -> None:
    (archive / "CNAME").write_text("reports.council.example")
    assert "CNAME: move it elsewhere first" in refused(archive)
    assert (archive / "CNAME").exists()


def test_where_both_lists_were_changed_nothing_in_the_folder_is_lost(archive: Path) -> None:
    (archive / "CNAME").write_text("reports.council.example")
    (archive / "manifest.json").write_text('{"edition": "annual-report-2017", "files": {}, "frozen": {}}')
    (archive / "SHA256SUMS").unlink()
    assert "name a folder that is not there yet" in refused(archive)
    assert (archive / "CNAME").exists()


def test_the_archive_of_another_edition_is_left_alone(archive: Path) -> None:
    Edition.objects.filter(ref=REF).update(ref="other")
    publish(sample())
    before = contents(archive)
    (archive / "manifest.json").write_bytes(
        before["manifest.json"].replace(b"annual-report-2017", b"another")
    )
    assert "something else" in refused(archive)


def test_what_fails_half_way_leaves_nothing_and_spoils_nothing(
    archive: Path, tmp_path: Path, own_home: Path
) -> None:
    before = contents(archive)
    sha = json.loads(before["manifest.json"])["frozen"]["data/facts.csv"]
    (own_home / "editions" / sha[:2] / sha).write_bytes(b"spoiled")
    listed = sorted(tmp_path.iterdir())
    assert "is not as it was kept" in refused(archive)
    assert "is not as it was kept" in refused(tmp_path / "fresh")
    assert contents(archive) == before
    assert sorted(tmp_path.iterdir()) == listed


def test_a_draft_is_refused_and_what_to_do_is_said(tmp_path: Path) -> None:
    Edition.objects.create(ref=REF, kind="annual-report", title="Draft")
    assert "freeze it first" in refused(tmp_path / "out")


def test_an_edition_that_is_not_there_or_was_withdrawn_is_refused(tmp_path: Path) -> None:
    assert f"there is no edition '{REF}'" in refused(tmp_path / "out")
    at = "2019-05-01T12:00:00+00:00"
    publish(sample(), state="withdrawn", withdrawn_at=at, withdrawn_order="High Court, order 12")
    assert "was withdrawn by order: High Court, order 12" in refused(tmp_path / "out")


def test_an_earlier_issue_can_be_published_too(tmp_path: Path) -> None:
    publish(sample(title="Wrong"), sample(title="Right", issue=2, corrections=("The title was wrong.",)))
    assert "Right" in (published(tmp_path / "two") / "index.html").read_text()
    assert "The title was wrong." in (tmp_path / "two" / "index.html").read_text()
    assert "Wrong" in (published(tmp_path / "one", "--issue", 1) / "index.html").read_text()
    with pytest.raises(Refused, match="has no issue 3"):
        published(tmp_path / "three", "--issue", 3)


def test_a_long_list_of_chapters_and_facts_goes_on_over_pages(tmp_path: Path) -> None:
    chapters = tuple(Chapter(f"c{n}", f"Chapter {n}", (said("Words."),), "x" * 90) for n in range(1200))
    facts = tuple(replace(FACT, key=f"k{n}") for n in range(1000))
    publish(sample(chapters=chapters, facts=facts))
    folder = published(tmp_path / "long")
    assert (folder / "index.6.html").exists() and (folder / "facts.2.html").exists()
    assert (folder / "search.2.html").exists()
    for path, _page in pages(folder):
        assert path.stat().st_size < 100_000, path
