"""National figures for every area: the files of ONS Explore Local Statistics, with the catalogue that names
their measures, loaded so that a county, its districts, England and the neighbours stand on the same pages."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from goldenthread.engine.catalogue import Catalogue, read_catalogue
from goldenthread.measures.commands import import_release, rehearse_import
from goldenthread.measures.delivery import record_source
from goldenthread.measures.queries import SourceSheet
from goldenthread.people.access import Officer
from goldenthread.upkeep.example import define_measures, link_measures
from goldenthread.upkeep.folder import read_links
from goldenthread.upkeep.national_files import CATALOGUE

LAYOUT = "ons-els"
LICENCE = "Open Government Licence v3.0"
LINKS = "links-national.csv"


@dataclass(frozen=True, slots=True)
class National:
    """What the files brought in, in rows. `first_refusal` is empty where nothing was refused."""

    measures: int
    kept: int
    refused: int
    repeats: int
    first_refusal: str

    def __str__(self) -> str:
        said = f"Loaded {self.measures} national measures with {self.kept:,} figures."
        if self.repeats:
            said += f" {self.repeats:,} rows said again what another row said, and counted once."
        if self.refused:
            said += f" {self.refused:,} rows were refused, the first: {self.first_refusal}"
        return said


def load_national(data: Path, who: Officer, example: Path | None) -> National:
    """Define, import and publish the measures of the files in the folder, or in its `csv` folder.

    Good rows come in; refused ones are counted. `example` is the example folder whose links file says which
    plan items the measures quantify. Raises Refused where the folder has no file of this layout.
    """
    catalogue = read_catalogue(CATALOGUE)
    with transaction.atomic():
        _define(catalogue, who, example)
    rehearsal = rehearse_import(who, [_files_of(data)], LAYOUT)
    import_release(
        who,
        rehearsal,
        title=f"{catalogue.title}, {catalogue.since:%B %Y}",
        source=catalogue.ref,
        keep_good=True,
        publish_at=timezone.now(),
    )
    first = str(rehearsal.refusals[0]) if rehearsal.refusals else ""
    kept = rehearsal.table.num_rows
    return National(len(catalogue.measures), kept, rehearsal.refused, rehearsal.repeats, first)


def _define(catalogue: Catalogue, who: Officer, example: Path | None) -> None:
    sheet = SourceSheet(catalogue.ref, catalogue.title, catalogue.body, catalogue.source, LAYOUT, LICENCE)
    record_source(who, sheet)
    define_measures(who, catalogue.measures, catalogue.polarity_reasons, publish=True)
    if example is not None:
        link_measures(who, read_links(example / LINKS))


def _files_of(data: Path) -> Path:
    inside = data / "csv"
    return inside if inside.is_dir() else data
