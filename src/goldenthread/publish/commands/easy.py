"""The Easy Read summary of an edition, as its editor words it."""

from collections.abc import Sequence

from django.db import transaction

from goldenthread.kit.picture import PICTURES
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.block import EasyLine
from goldenthread.publish.commands.found import editable, touch
from goldenthread.publish.models import EasyReadLine
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.refusal import refuse

LONGEST, MOST = 300, 200


@transaction.atomic
def write_easy_read(who: Officer | None, ref: str, version: int, lines: Sequence[EasyLine]) -> None:
    """Set the whole summary, line by line; lines without words are left out.

    `version` is the edition's as it was read. Raises Refused where it has moved on.
    """
    require(who is None or may_edit_edition(who), "write an Easy Read summary")
    row = editable(ref)
    kept = [line for line in lines if line.text.strip()]
    _check(kept)
    before = [each.text for each in EasyReadLine.objects.filter(edition=row)]
    if row.version != version:
        raise refuse(
            "somebody else changed this edition since you opened the summary",
            "your lines are still here: open the summary in another tab, compare, and save again",
        )
    EasyReadLine.objects.filter(edition=row).delete()
    EasyReadLine.objects.bulk_create(
        EasyReadLine(
            edition=row, position=at, text=line.text.strip(), picture=line.picture, is_heading=line.is_heading
        )
        for at, line in enumerate(kept)
    )
    touch(row)
    record(who, "write_easy_read", edition_subject(ref), {"lines": before}, {"lines": [e.text for e in kept]})


def _check(lines: Sequence[EasyLine]) -> None:
    if len(lines) > MOST:
        raise refuse(f"there are {len(lines)} lines", f"an Easy Read summary has {MOST} at most")
    for at, line in enumerate(lines, 1):
        if len(line.text) > LONGEST:
            raise refuse("the line is too long", f"use {LONGEST} characters at most", row=at, column="text")
        if line.picture and line.picture not in PICTURES:
            raise refuse(
                f"there is no drawing '{line.picture}'",
                f"use one of {', '.join(PICTURES)}",
                row=at,
                column="picture",
            )
