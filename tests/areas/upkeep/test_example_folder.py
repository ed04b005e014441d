"""A folder that is not right is refused in words, with the file, the row and the column."""

from pathlib import Path

import pytest

from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.folder import read_example

COUNCIL = """council:
  {ref: shire, title: Shire, vision: Well, area: E10000016, policy: quarterly, plan: small, accent: "#00557f"}
"""
PLAN = "plan: {ref: small, title: Small plan}\nitems: [{ref: a, kind: outcome, title: All is well}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "small.yaml").write_text(PLAN)
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_example(folder)
    return str(refused.value)


def test_a_council_and_one_plan_are_enough(folder: Path) -> None:
    example = read_example(folder)
    assert [plan.ref for plan in example.plans] == ["small"]
    assert (example.measures, example.links, example.observations) == ({}, (), None)


def test_a_council_without_an_area_is_refused(folder: Path) -> None:
    (folder / "council.yaml").write_text(COUNCIL.replace("area:", "place:"))
    assert "council.yaml" in refusal(folder) and "area" in refusal(folder)


@pytest.mark.parametrize("content", ["council: [", "- a list", "\x00"])
def test_a_council_file_of_another_shape_is_refused(folder: Path, content: str) -> None:
    (folder / "council.yaml").write_text(content)
    assert refusal(folder).startswith("council.yaml")


def test_a_link_without_a_plan_is_refused_with_its_row(folder: Path) -> None:
    (folder / "links.csv").write_text("measure,item,reading,why\nneet,a,ours,\n")
    assert refusal(folder).startswith("links.csv:2:item")


def test_two_rows_about_one_link_are_one_link_with_both_reasons(folder: Path) -> None:
    (folder / "links.csv").write_text(
        "measure,item,reading,why\nneet,small#a,ours,One\nneet,small/a,council,Two\n"
    )
    (link,) = read_example(folder).links
    assert (link.why, link.whose_reading) == ("One; Two", "council")


def test_succession_is_stated_by_the_plan_it_leads_to(folder: Path) -> None:
    (folder / "old.yaml").write_text(PLAN.replace("ref: small", "ref: old"))
    (folder / "succession.yaml").write_text(
        "- {from: 'old#a', to: 'small#a', how: continued_in, whose_reading: ours, note: The same words}\n"
        "- {from: 'old', to: '', how: stopped, whose_reading: council}\n"
    )
    stated = {plan.ref: plan.succession for plan in read_example(folder).plans}
    assert [(link.earlier, link.later, link.how) for link in stated["small"]] == [
        ("old/a", "small/a", "Continued in. The same words")
    ]
    assert [(link.earlier, link.later, link.whose_reading) for link in stated["old"]] == [
        ("old", "", "council")
    ]


def test_succession_to_a_plan_that_is_not_there_is_refused(folder: Path) -> None:
    (folder / "succession.yaml").write_text("- {from: small, to: 'other#a'}\n")
    assert "other is none of the folder's plans" in refusal(folder)


def test_an_area_may_be_made_of_others_or_lie_in_another(folder: Path) -> None:
    (folder / "areas.yaml").write_text(
        "areas:\n- {code: both, name: Both, kind: composite, members: [E10000016, E06000035]}\n"
        "- {code: own-1, name: Own, kind: district, parent: both}\n"
    )
    both, own = read_example(folder).areas
    assert both.area.members == ("E10000016", "E06000035") and both.parent == ""
    assert own.area.members == () and own.parent == "both"
