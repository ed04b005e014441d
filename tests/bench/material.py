"""What the benchmarks read: the ONS folder beside the project, or as much invented data without it."""

import atexit
import random
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from goldenthread.engine.area import area_register
from goldenthread.engine.catalogue import read_catalogue
from goldenthread.rules.measure import Measure

ONS = Path(__file__).resolve().parents[3] / "shared/data/ons_explore_local_statistics/csv"
HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"
CATALOGUE = "ons-explore-local-statistics"


@cache
def folder() -> Path:
    """A folder of files in the `ons-els` layout."""
    return ONS if ONS.is_dir() else _invented()


def measures() -> dict[str, Measure]:
    """The measures that the folder's files hold."""
    return dict(read_catalogue(CATALOGUE).measures)


def _invented() -> Path:
    """About 280,000 rows: every measure of the catalogue, 400 areas, nine years."""
    dice = random.Random(2017)
    made = Path(mkdtemp(prefix="goldenthread-bench-"))
    atexit.register(rmtree, made)
    areas = [code for code in area_register() if code.startswith(("E06", "E07", "E08", "E09", "E10"))][:400]
    files: dict[str, list[str]] = {}
    for ref in measures():
        dataset, indicator = ref.split("/", 1)
        lines = files.setdefault(dataset, [HEADER])
        for area in areas:
            for year in range(2015, 2024):
                value = f"{dice.uniform(1, 60):.5f}"
                lines.append(f'{area},x,x,"{indicator}",{year}-01-01/P1Y,{value},%,%,,,,')
    for dataset, lines in files.items():
        (made / f"{dataset}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made
