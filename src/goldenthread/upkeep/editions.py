"""The reports that an example comes with, arranged, frozen and published by the commands that officers use.

`editions.yaml` in an example's folder lists them: ref, kind, title, what each is `about`, the `words` beside
its facts (chapter, kind, title, text, by, and the side of the chapter they stand at), and its Easy Read.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from goldenthread.people.access import Officer
from goldenthread.publish.block import EasyLine
from goldenthread.publish.commands.easy import write_easy_read
from goldenthread.publish.commands.edition import begin_edition
from goldenthread.publish.commands.freezing import freeze_edition
from goldenthread.publish.commands.wording import OwnPart, add_words
from goldenthread.publish.kinds.kind import Scope
from goldenthread.publish.queries.edition import edition_facts, editions
from goldenthread.reporting.queries.report import published_reports

EDITIONS = "editions.yaml"


def load_editions(folder: Path, who: Officer | None, now: datetime) -> int:
    """Begin, freeze and publish the editions of a folder that are not there yet; how many there were.

    Raises Refused where one is about something that the public cannot see.
    """
    file = folder / EDITIONS
    if not file.exists():
        return 0
    there = {each.ref for each in editions(now)}
    wanted = yaml.safe_load(file.read_text(encoding="utf-8"))["editions"]
    new = [row for row in wanted if row["ref"] not in there]
    for row in new:
        _load(row, who, now)
    return len(new)


def publish_quarterly_edition(who: Officer | None, now: datetime) -> str:
    """Freeze and publish the latest published quarter as an edition; its ref, empty where there is none."""
    reports = published_reports(now)
    if not reports:
        return ""
    ref = f"quarterly-report-{reports[0].ref}"
    begin_edition(who, "quarterly-report", ref, Scope(period=reports[0].ref))
    freeze_edition(who, ref, now, to_the_day=True)
    return ref


def _load(row: Mapping[str, Any], who: Officer | None, now: datetime) -> None:
    ref = begin_edition(who, row["kind"], row["ref"], Scope(**row["about"]), row.get("title", ""))
    for each in row.get("words", ()):
        words = OwnPart(each.get("title", ""), each["text"], each.get("by", ""))
        add_words(who, ref, each["chapter"], each["kind"], words, side=each["side"])
    held = edition_facts(ref, now)
    if held and row.get("easy"):
        write_easy_read(who, ref, held.version, [_easy_line(each) for each in row["easy"]])
    freeze_edition(who, ref, now, to_the_day=True)


def _easy_line(said: Mapping[str, str]) -> EasyLine:
    if "heading" in said:
        return EasyLine(said["heading"], "", is_heading=True)
    return EasyLine(said["text"], said.get("picture", ""))
