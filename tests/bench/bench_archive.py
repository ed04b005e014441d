"""An edition of two thousand chapters written as an archive, beside writing the same bytes."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from tests.areas.publish.sample import ATTAINMENT, CHART, FACT, sample
from tests.bench.measuring import Result, interleaved

CHAPTERS = 2000
POINTS = 40


def result() -> Result:
    """The whole archive, its check, and the floor under both."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from goldenthread.publish.archive.folder import new_folder, write_file
    from goldenthread.publish.archive.verify import faults_of

    place = Path(mkdtemp())
    write = _writing(place / "archive")
    write()
    files = {
        path.relative_to(place / "archive").as_posix(): path.read_bytes()
        for path in (place / "archive").rglob("*")
        if path.is_file()
    }

    def floor() -> None:
        with new_folder(place / "floor") as folder:
            for name, content in files.items():
                write_file(folder, name, content)

    def check() -> None:
        assert not faults_of(place / "archive")

    processor = time.process_time()
    write()
    processor = time.process_time() - processor
    seconds = interleaved({"golden thread": write, "verify": check, "floor: writing the same bytes": floor})
    shutil.rmtree(place)
    size = sum(map(len, files.values())) / 1e6
    remark = f"{processor:.1f} s of one processor, {CHAPTERS / processor:,.0f} pages a second; {size:.0f} MB"
    return Result("Archive of an edition", f"{CHAPTERS:,} chapters", seconds, remark)


def _writing(out: Path) -> Callable[[], object]:
    """Writes an edition whose every chapter has each kind of block, with a chart of its own."""
    from goldenthread.publish.archive.publishing import archive_files, write_archive
    from goldenthread.publish.document import checksum, write_document
    from goldenthread.publish.queries.public import Issue

    own = sample().chapters[1]
    chapters = tuple(
        replace(own, ref=f"c{n}", title=f"Measure {n}", blocks=_blocks(n)) for n in range(CHAPTERS)
    )
    facts = tuple(replace(FACT, key=f"{FACT.key}/{n}") for n in range(CHAPTERS))
    document = sample(chapters=chapters, facts=facts)
    files = {"document.json": write_document(document)}
    frozen = {name: checksum(content) for name, content in files.items()}
    held: Mapping[str, bytes] = {frozen[name]: content for name, content in files.items()}
    issue = Issue(1, datetime(2018, 1, 31, tzinfo=UTC), "", frozen)

    def write() -> None:
        made = archive_files(document, frozen, held.__getitem__, lambda sha: len(held[sha]))
        write_archive(document.ref, issue, made, out)

    return write


def _blocks(n: int) -> tuple[object, ...]:
    """The sample's blocks with refs of the chapter's own, and a chart of as many points as a real one."""
    drawn = "".join(f'<circle cx="{p}" cy="{(p * n) % 97}" r="3" fill="#12436D"/>' for p in range(POINTS))
    chart = replace(
        CHART,
        ref=f"chart-{n}",
        svg=CHART.svg.replace("</svg>", drawn + "</svg>"),
        table=replace(CHART.table, ref=f"chart-{n}"),
    )
    named = {ATTAINMENT: replace(ATTAINMENT, ref=f"table-{n}"), CHART: chart}
    return tuple(named.get(each, each) for each in sample().chapters[1].blocks)
