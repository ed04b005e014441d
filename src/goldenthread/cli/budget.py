"""Budget books on the command line: into an installation as drafts, and out of it."""

from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import refuse

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("budget")
def budget() -> None:
    """Bring budget books in, or write them out."""


@budget.command("import")
@click.argument("file", type=FILE)
@click.option("--into", default="", help="The draft that it takes the place of; without it, a new draft.")
@AS
@JSON
def import_(file: Path, into: str, username: str | None, as_json: bool) -> None:
    """Bring a budget book (.xlsx or .yaml) in as a draft, all or nothing."""
    with opened_as(username) as who:
        from goldenthread.engine.budget.book_file import file_book
        from goldenthread.finance.commands.book_import import import_book

        filed = file_book(file)
        ref = import_book(who, filed, into)
    counts = {name: len(getattr(filed.book, name)) for name in ("lines", "changes", "funding", "scenarios")}
    print_summary({"budget": ref, **counts}, as_json)


@budget.command("export")
@click.argument("ref")
@click.option("--out", required=True, type=FILE, help="The file to write: .xlsx or .yaml.")
@JSON
def export(ref: str, out: Path, as_json: bool) -> None:
    """Write the budget book of version REF, as an import takes it."""
    ending = out.suffix.lower()
    if ending not in (".xlsx", ".yaml", ".yml"):
        raise click.BadParameter("end the name in .xlsx or .yaml", param_hint="--out")
    with opened_as():
        from django.utils import timezone

        from goldenthread.finance.queries.book import book_as_workbook, book_as_yaml, has_budget

        if not has_budget(ref):
            raise refuse(f"there is no budget {ref}", "look in the list of budgets", file="REF")
        today = timezone.localdate()
        content = book_as_workbook(ref, today) if ending == ".xlsx" else book_as_yaml(ref, today).encode()
        out.write_bytes(content)
    print_summary({"budget": ref, "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (budget,)
