"""The register of areas and what a council may add to it."""

from collections import Counter
from pathlib import Path

import pytest

from goldenthread.engine.area import CATALOGUES, area_register
from goldenthread.rules.area import is_official
from goldenthread.rules.refusal import Refused


def test_every_shipped_area_has_a_code_a_name_a_kind_and_a_parent_that_is_an_area() -> None:
    register = area_register()
    for code in register:
        area = register[code]
        assert area.name and area.kind, code
        assert area.is_composite or is_official(code) or area.kind == "nhs_pcn", code
        assert register.parents.get(code, code) in register
    assert (CATALOGUES / "areas.csv").stat().st_size < 200_000


def test_going_up_from_any_area_ends() -> None:
    register = area_register()
    for code in register:
        seen = [code]
        while (up := register.parent(seen[-1])) is not None:
            assert up.code not in seen
            seen.append(up.code)


def test_kent_has_its_twelve_districts() -> None:
    register = area_register()
    districts = register.children("E10000016")
    assert [area.code for area in districts] == sorted(
        (f"E070001{at:02d}" for at in range(5, 17)), key=lambda code: register[code].name
    )
    assert {area.kind for area in districts} == {"district"}
    assert [register.parent(code).name for code in ("E07000106", "E10000016", "E06000035")] == [  # type: ignore[union-attr]
        "Kent",
        "South East",
        "South East",
    ]


def test_no_code_stands_twice_in_the_file() -> None:
    codes = Counter(line.split(",")[0] for line in (CATALOGUES / "areas.csv").read_text().splitlines())
    assert max(codes.values()) == 1


def test_kent_and_medway_is_both() -> None:
    register = area_register()
    assert [area.name for area in register.children("kent-and-medway")] == ["Kent", "Medway"]
    assert register["kent-and-medway"].is_composite


def test_a_search_finds_by_name_or_code_and_may_be_narrowed() -> None:
    register = area_register()
    names = [area.name for area in register.search("kent")]
    assert names[0].startswith("Kent")
    assert "Kent and Medway" in names
    assert [area.code for area in register.search("KENT", ["county"])] == ["E10000016"]
    assert [area.name for area in register.search("e06000035")] == ["Medway"]
    assert register.search("nowhere at all") == ()


def declared(folder: Path, content: str, name: str = "areas.yaml") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_a_council_may_declare_areas_in_a_table(tmp_path: Path) -> None:
    path = declared(tmp_path, "code,name,kind,parent\nthanet-wards,Wards of Thanet,ward,E07000114\n", "a.csv")
    register = area_register(path)
    assert [area.code for area in register.children("E07000114")] == ["thanet-wards"]
    assert "thanet-wards" not in area_register(), "the shipped register stays as it was"


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.yaml", "areas:\n  - {code: x1, name: X, members: [E99999999]}", "E99999999 is not in the area"),
        ("a.yaml", "areas:\n  - {code: x1, members: [E10000016]}", "name"),
        ("a.yaml", "areas:\n  - {code: 'x 1', name: X, members: [E10000016]}", "composite"),
        ("a.yaml", "areas:\n  - Kent", "area 1 is not right"),
        ("a.yaml", "composites: []", "no list of areas"),
        ("a.yaml", "areas: [", "cannot be read"),
        ("a.yaml", "", "no list of areas"),
        ("a.csv", "code,name\n,X\n", "the code is empty"),
        ("a.csv", "code,name\nX1,\n", "the name is empty"),
        ("a.csv", "code,name,parent\nX1,X,Y1\n", "parent Y1 is not an area"),
        ("a.csv", "name\nX\n", "no column code"),
    ],
)
def test_a_declaration_that_is_not_right_is_refused(
    tmp_path: Path, name: str, content: str, what: str
) -> None:
    with pytest.raises(Refused) as refused:
        area_register(declared(tmp_path, content, name))
    (refusal,) = refused.value.refusals
    assert what in refusal.what
    assert refusal.file == name
    assert refusal.do
