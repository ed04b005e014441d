"""The medium-term financial plan of a budget book on the command line: a file in, a table out."""

from pathlib import Path

import click

from goldenthread.cli.reading import FILE, check_out
from goldenthread.cli.refusal import say_warnings
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import refuse

MOST_DRAWS = 1_000_000
CHECKED = "every service is on the book's own list"
UNCHECKED = "not checked: the book lists none (its sheet Services)"


@click.command("mtfp")
@click.option("--book", "file", type=FILE, help="The budget book: .xlsx or .yaml.")
@click.option("--scenario", default="", help="Only this scenario; central is the plan without one.")
@click.option(
    "--draws", type=click.IntRange(1, MOST_DRAWS), help="Draw the assumptions so often, for the gap's spread."
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Of the draws.")
@click.option("--out", type=FILE, help="The table to write: .csv, .csv.gz or .parquet.")
@click.option(
    "--template", type=FILE, help="Write an empty book to fill in (.xlsx or .yaml), and do no more."
)
@JSON
def mtfp(
    file: Path | None,
    scenario: str,
    draws: int | None,
    seed: int,
    out: Path | None,
    template: Path | None,
    as_json: bool,
) -> None:
    """Work out a budget book's plan under its scenarios."""
    if template is not None:
        if file is not None or out is not None:
            raise click.UsageError("--template is given alone: it writes an empty book")
        write_template(template)
        print_summary({"out": str(template)}, as_json)
        return
    if file is None or out is None:
        raise click.UsageError("give --book and --out, or --template")
    check_out(out, file)
    from goldenthread.engine.budget.book_file import sound_book, warnings_of
    from goldenthread.engine.budget.mtfp_table import mtfp_table
    from goldenthread.engine.table import write_table

    filed = sound_book(file)
    book = filed.book
    table = mtfp_table(book, scenario, draws or 0, seed)
    write_table(table, out)
    say_warnings(warnings_of(filed))
    print_summary(
        {
            "book": book.ref,
            "lines": len(book.lines),
            "scenarios": len(set(table["scenario"].to_pylist())),
            "years": book.count,
            "services": CHECKED if filed.services else UNCHECKED,
            "draws": draws,
            "out": str(out),
        },
        as_json,
    )


def write_template(path: Path) -> None:
    """An empty book for the latest year whose rules are known."""
    from goldenthread.engine.budget.book_template import template_xlsx, template_yaml
    from goldenthread.engine.budget.rule_pack import rule_packs

    first = max(pack.last for pack in rule_packs().values())
    ending = path.suffix.lower()
    if ending == ".xlsx":
        path.write_bytes(template_xlsx(first))
    elif ending in (".yaml", ".yml"):
        path.write_text(template_yaml(first), encoding="utf-8")
    else:
        raise refuse("the ending does not say how to write it", "use .xlsx or .yaml", file=str(path))


commands: tuple[click.Command, ...] = (mtfp,)
