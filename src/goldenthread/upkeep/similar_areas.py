"""Lists of similar areas beside national figures: the Office for National Statistics publishes both."""

from pathlib import Path

from goldenthread.engine.neighbours import read_neighbours
from goldenthread.measures.comparing import import_neighbours, set_benchmark
from goldenthread.measures.queries import register
from goldenthread.people.access import Officer

ENGLAND = "E92000001"
FOLDER = "ons_similar_areas"
MODELS = ("global", "demographic", "economic")
"""In this order: the first compares the measures that name none."""

SOURCE = (
    "Office for National Statistics, statistical nearest neighbours, Explore Local Statistics; "
    "MIT licence and Open Government Licence v3.0"
)


def load_similar_areas(data: Path, who: Officer) -> int:
    """Compare every area with England, and with the areas like it where the lists are there: how many rows.

    The lists are looked for in the folder of the figures, in its own folder of them, and beside it.
    """
    set_benchmark(who, ENGLAND)
    areas = register()
    rows = 0
    for model in MODELS:
        path = _found(data, f"{model}-neighbours.csv")
        if path is not None:
            groups = read_neighbours(path, areas, model).groups
            rows += import_neighbours(who, model, groups[model], SOURCE)
    return rows


def _found(data: Path, name: str) -> Path | None:
    folders = (data, data / FOLDER, data.parent / FOLDER)
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
