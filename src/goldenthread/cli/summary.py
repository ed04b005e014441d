"""What a command did, printed for a person or for a program."""

import json
from collections.abc import Mapping

import click

JSON = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")


def print_summary(summary: Mapping[str, object], as_json: bool) -> None:
    """One line a fact, or one line of JSON."""
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    for name, value in summary.items():
        click.echo(f"{name.replace('_', ' ')}: {_said(value)}")


def _said(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {count}" for key, count in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value)
