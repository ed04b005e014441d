"""Lists of similar areas beside national figures."""

from pathlib import Path

import pytest

from goldenthread.measures.queries import comparators
from goldenthread.upkeep.similar_areas import ENGLAND, load_similar_areas
from tests.areas.upkeep.conftest import loaders

pytestmark = pytest.mark.django_db

KENT, NORFOLK = "E10000016", "E10000020"


@pytest.mark.parametrize("place", [".", "ons_similar_areas", "../ons_similar_areas"])
def test_lists_are_found_in_the_folder_or_beside_it(tmp_path: Path, place: str) -> None:
    data = tmp_path / "figures"
    (data / place).mkdir(parents=True, exist_ok=True)
    data.mkdir(exist_ok=True)
    (data / place / "global-neighbours.csv").write_text(f"AREACD,1\n{KENT},{NORFOLK}\n", encoding="utf-8")
    assert load_similar_areas(data, loaders().performance) == 1
    assert comparators([KENT]).neighbours_of("any", KENT) == (NORFOLK,)


def test_without_lists_areas_are_compared_with_england(tmp_path: Path) -> None:
    assert load_similar_areas(tmp_path, loaders().performance) == 0
    assert comparators([KENT]).benchmark_of(KENT) == ENGLAND
