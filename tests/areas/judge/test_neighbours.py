"""Lists of similar areas on the command line: the layouts, the model that is taken, and what is refused."""

import csv
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.engine.area import area_register
from goldenthread.engine.neighbours import read_neighbours
from goldenthread.rules.refusal import Refused

KENT, NORFOLK, DORSET, DURHAM = "E10000016", "E10000020", "E06000059", "E06000047"
MEASURES = """measure,title,unit,statistic,polarity,decimals,comparator
share,A share,%,proportion,high_is_good,1,
other,Another,%,proportion,high_is_good,1,Economic
"""
OBSERVATIONS = "measure,area,period,value,numerator,denominator\n" + "".join(
    f"{measure},{area},2016/17,{x / 10},{x},1000\n"
    for measure in ("share", "other")
    for area, x in ((KENT, 600), (NORFOLK, 500), (DORSET, 700), (DURHAM, 650))
)
NEIGHBOURS = f"""area,neighbour,rank,model
{KENT},{NORFOLK},1,global
{KENT},{DORSET},2,global
{KENT},{DURHAM},1,economic
"""
POLICY = "ref: p\nquestions:\n  benchmark:\n  neighbours: {parameters: {at_least: 1}}\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("o.csv", OBSERVATIONS),
        ("m.csv", MEASURES),
        ("n.csv", NEIGHBOURS),
        ("p.yaml", POLICY),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def judge(*more: str, policy: str = "p.yaml") -> int:
    given = ["--observations", "o.csv", "--measures", "m.csv", "--policy", policy, "--out", "j.csv"]
    return outcome(["judge", *given, *more])


def base_of(measure: str, area: str = KENT, question: str = "neighbours") -> str:
    with Path("j.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return next(
        row["base_value"]
        for row in rows
        if (row["measure"], row["area"], row["question"]) == (measure, area, question)
    )


@pytest.mark.usefixtures("files")
def test_a_measure_is_compared_by_its_own_model_else_by_the_first_of_the_file() -> None:
    assert judge("--neighbours", "n.csv") == 0
    assert (base_of("share"), base_of("other")) == ("60.0", "65.0")


def test_the_model_that_the_policy_names_wins(files: Path) -> None:
    named = POLICY.replace("at_least: 1", "at_least: 1, model: economic")
    (files / "named.yaml").write_text(named, encoding="utf-8")
    assert judge("--neighbours", "n.csv", policy="named.yaml") == 0
    assert (base_of("share"), base_of("other")) == ("65.0", "65.0")


def test_a_model_that_the_file_does_not_hold_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "named.yaml").write_text(POLICY.replace("at_least: 1", "model: cipfa"), encoding="utf-8")
    assert judge("--neighbours", "n.csv", policy="named.yaml") == 1
    assert "n.csv:model: the policy p compares by the model 'cipfa'" in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_each_level_may_have_a_benchmark_of_its_own() -> None:
    assert judge("--benchmark", NORFOLK, "--benchmark", f"unitary={KENT}") == 0
    assert [base_of("share", area, "benchmark") for area in (KENT, DORSET, NORFOLK)] == ["50.0", "60.0", ""]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("said", ["Narnia", f"hamlet={KENT}", "county="])
def test_a_benchmark_of_no_area_or_no_level_is_misuse(said: str) -> None:
    assert judge("--benchmark", said) == 2


@pytest.mark.usefixtures("files")
def test_two_benchmarks_for_one_level_are_misuse() -> None:
    assert judge("--benchmark", KENT, "--benchmark", NORFOLK) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{KENT},Narnia,3,global", "n.csv:5:neighbour: 'Narnia' is not in the area register"),
        (f"Narnia,{KENT},3,global", "n.csv:5:area: 'Narnia' is not in the area register"),
        (f"{KENT},{KENT},3,global", f"n.csv:5:neighbour: '{KENT}' is compared with itself"),
        (f"{KENT},{DURHAM},2,global", f"n.csv:5:rank: rank 2 of '{KENT}' is {DORSET} already"),
        (f"{KENT},{DORSET},3,global", f"n.csv:5:neighbour: '{DORSET}' is a neighbour already"),
        (f"{KENT},{DURHAM},first,global", "n.csv:5:rank: 'first' is no rank"),
    ],
)
def test_a_row_that_names_no_neighbour_is_refused_where_it_stands(
    files: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    (files / "n.csv").write_text(NEIGHBOURS + line + "\n", encoding="utf-8")
    assert judge("--neighbours", "n.csv") == 1
    assert said in capsys.readouterr().err and not (files / "j.csv").exists()
    assert judge("--neighbours", "n.csv", "--keep-good") == 0
    assert base_of("share") == "60.0"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain.csv", f"area,neighbour\n{KENT},{NORFOLK}\n{KENT},{DORSET}\n"),
        (
            "long.csv",
            f"model,area_code,rank,neighbour_code\nglobal,{KENT},2,{DORSET}\nglobal,{KENT},1,{NORFOLK}\n",
        ),
        ("global-neighbours.csv", f"\ufeffAREACD,1,2,3\n{KENT},{NORFOLK},{DORSET},\n{NORFOLK},,,\n"),
    ],
)
def test_a_list_is_read_as_it_is_published(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    lists = read_neighbours(tmp_path / name, area_register(), "global" if name == "plain.csv" else "")
    assert lists.refusals == () and lists.groups == {"global": {KENT: (NORFOLK, DORSET)}}


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("area,value\nE10000016,3\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"n.csv:1:neighbour: there is no column neighbour"):
        read_neighbours(tmp_path / "n.csv", area_register())
