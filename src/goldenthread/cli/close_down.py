"""The close-down report of a plan, on the command line."""

from pathlib import Path

import click

from goldenthread.cli.installation import opened_as
from goldenthread.cli.summary import JSON, print_summary

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("close-down")
@click.option("--plan", "ref", required=True, help="The plan, by its ref.")
@click.option("--out", required=True, type=FILE, help="The file to write: .pdf .docx .xlsx .ods or .json.")
@JSON
def close_down(ref: str, out: Path, as_json: bool) -> None:
    """Write what became of each part of a plan.

    Each part is delivered, continued in a later one, stopped, or without published evidence. What it rests on
    stands beside it.
    """
    with opened_as():
        from django.utils import timezone

        from goldenthread.publish.alone import check_ending, in_form, report_alone
        from goldenthread.publish.kinds.kind import Scope
        from goldenthread.rules.close_down import OUTCOMES

        check_ending(out)
        document = report_alone("close-down", Scope(plan=ref), f"close-down-{ref}"[:100], timezone.now())
        out.write_bytes(in_form(document, out))
    said = [fact.status for fact in document.facts if fact.status in OUTCOMES]
    print_summary({"plan": ref, **{each: said.count(each) for each in OUTCOMES}, "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (close_down,)
