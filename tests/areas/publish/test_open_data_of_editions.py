"""The open data of an edition: what a council's analyst finds in its folder `data`."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import csvw
import frictionless
import pytest

from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.fact import Fact
from goldenthread.publish.opendata.edition_files import edition_files
from goldenthread.publish.opendata.table import machine_names
from tests.areas.publish.sample import ATTAINMENT, sample

AWKWARD = Table(
    "awkward",
    "Gŵyl, £ & %",
    (Column("Area"), Column("Area"), Column("2016/17", "%", True), Column("", "£", True), Column("Gŵyl")),
    (
        (Cell("=cmd()"), Cell("-3 places"), Cell("−2.5%", "-2.5"), Cell("-"), Cell('a,b\n"c"')),
        (Cell("+44"), Cell("@x"), Cell("[c]"), Cell("£1,000", "1000"), Cell("")),
    ),
    notes=("[c] is withheld.",),
    source="Register",
)


def with_table(*tables: Table) -> Document:
    return sample(chapters=(Chapter("one", "One", tables),))


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every file of a report with awkward tables beside ordinary ones."""
    document = sample()
    document = replace(document, chapters=(*document.chapters, Chapter("more", "More", (AWKWARD, AWKWARD))))
    for name, content in edition_files(document).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_each_table_and_the_facts_come_in_three_files_and_one_package_names_them() -> None:
    files = edition_files(sample())
    names = {
        f"{ref}{end}"
        for ref in ("attainment", "attainment-chart", "facts")
        for end in (".csv", ".json", ".csv-metadata.json")
    }
    assert set(files) == names | {"datapackage.json"}
    listed = json.loads(files["datapackage.json"])["resources"]
    assert [each["path"] for each in listed] == ["attainment.csv", "attainment-chart.csv", "facts.csv"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert edition_files(sample()) == edition_files(sample())


def test_figures_are_exact_and_words_stand_where_there_is_none() -> None:
    held = rows_of(edition_files(sample())["attainment.csv"])
    assert held == [
        ["year", "kent", "england", "direction"],
        ["2015/16", "59", "53", "No earlier year"],
        ["2016/17", "65", "61", "Improving"],
        ["2017/18", "not published", "64", ""],
    ]


def test_metadata_says_what_a_column_holds_and_which_words_mean_no_figure() -> None:
    said = json.loads(edition_files(sample())["attainment.csv-metadata.json"])
    kent = said["tableSchema"]["columns"][1]
    assert kent == {
        "name": "kent",
        "titles": ["Kent", "kent"],
        "datatype": "decimal",
        "schema:unitText": "%",
        "null": ["", "not published"],
    }
    assert said["dc:license"]["@id"].endswith("open-government-licence/version/3/")
    assert said["dc:publisher"] == {"schema:name": "Kent County Council"}
    assert said["notes"] == [{"schema:text": "2017/18 is provisional."}]
    assert said["dc:source"] == ATTAINMENT.source


def test_json_carries_the_same_rows_with_what_is_stated_about_them() -> None:
    held = json.loads(edition_files(sample())["attainment.json"])
    assert held["rows"][1] == {"year": "2016/17", "kent": "65", "england": "61", "direction": "Improving"}
    assert held["about"]["licence"] == "Open Government Licence v3.0"
    assert held["about"]["contact"] == "strategy@council.example"


def test_facts_carry_their_rule_and_their_releases() -> None:
    names, first = rows_of(edition_files(sample())["facts.csv"])
    held = dict(zip(names, first, strict=True))
    assert (held["value"], held["rule"], held["releases"]) == (
        "65",
        "kent-annual-report-2017/variance@1",
        "dfe-2017",
    )


def test_no_cell_runs_as_a_formula() -> None:
    _, first, second = rows_of(edition_files(with_table(AWKWARD))["awkward.csv"])
    assert first == ["'=cmd()", "'-3 places", "-2.5", "'-", 'a,b\n"c"']
    assert second == ["+44", "'@x", "[c]", "1000", ""]


def test_every_file_is_valid_csvw(folder: Path) -> None:
    with_metadata = sorted(folder.glob("*.csv"))
    assert len(with_metadata) == 5
    for path in with_metadata:
        read = csvw.CSVW(str(path), validate=True)
        assert read.is_valid, read.warnings
        assert len(read.to_json()["tables"][0]["row"]) == len(rows_of(path.read_bytes())) - 1


def test_a_word_that_stands_for_no_figure_is_null_to_a_reader_of_csvw(folder: Path) -> None:
    rows = csvw.Table.from_file(str(folder / "attainment.csv-metadata.json"))
    assert [row["kent"] for row in rows] == [59, 65, None]


def test_the_package_is_valid_to_frictionless(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    read = frictionless.Package(str(folder / "datapackage.json")).get_table_resource("attainment")
    assert [row["kent"] for row in read.read_rows()] == [59, 65, None]


def test_a_changed_byte_is_noticed_by_the_checksum_in_the_package(folder: Path) -> None:
    path = folder / "attainment.csv"
    path.write_bytes(path.read_bytes().replace(b"59", b"58"))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert [each[0] for each in report.flatten(["type"])] == ["hash-count"]


def test_tables_of_one_name_have_files_of_their_own_and_none_takes_the_name_of_the_facts() -> None:
    files = edition_files(with_table(ATTAINMENT, ATTAINMENT, replace(ATTAINMENT, ref="facts")))
    assert {"attainment.csv", "attainment-2.csv", "facts-2.csv", "facts.csv"} <= set(files)
    assert rows_of(files["facts.csv"])[0][0] == "key"


def test_a_table_without_rows_keeps_its_header_and_is_valid(tmp_path: Path) -> None:
    for name, content in edition_files(with_table(replace(ATTAINMENT, rows=()))).items():
        (tmp_path / name).write_bytes(content)
    assert rows_of((tmp_path / "attainment.csv").read_bytes()) == [["year", "kent", "england", "direction"]]
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert csvw.CSVW(str(tmp_path / "attainment.csv"), validate=True).is_valid


def test_a_licence_of_the_councils_own_is_stated_in_its_words(tmp_path: Path) -> None:
    for name, content in edition_files(sample(licence="Ask first", contact="")).items():
        (tmp_path / name).write_bytes(content)
    said = json.loads((tmp_path / "facts.csv-metadata.json").read_bytes())
    assert said["dc:license"] == "Ask first"
    assert "dcat:contactPoint" not in said
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_fact_in_words_does_not_break_the_column_of_figures(tmp_path: Path) -> None:
    told = (Fact("a", "A", "about 5", "1e3"), Fact("b", "B", "6", "6.50"))
    for name, content in edition_files(sample(facts=told)).items():
        (tmp_path / name).write_bytes(content)
    assert csvw.CSVW(str(tmp_path / "facts.csv"), validate=True).is_valid
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Kent, %", "Kent %"], ("kent_percent", "kent_percent_2")),
        (["2016/17", "", "£ million"], ("column_2016_17", "column_2", "pounds_million")),
        (["Gŵyl", "A & B"], ("gwyl", "a_and_b")),
        (["A", "A", "A 2"], ("a", "a_2", "a_2_2")),
    ],
)
def test_machine_names_are_in_snake_case_and_unlike_each_other(
    titles: list[str], names: tuple[str, ...]
) -> None:
    assert machine_names(titles) == names
