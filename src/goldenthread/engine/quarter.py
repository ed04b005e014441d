"""The policies by which a quarter is reported: those that ship, and a council's own files."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from goldenthread.engine.policy import mapping_from_text, text_of
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.quarter_reading import quarter_policy_from
from goldenthread.rules.refusal import refuse

DEFAULT_QUARTER_POLICY = "rag-default"


def shipped_quarter_policies() -> tuple[str, ...]:
    """The names of the quarter's policies in the package, in order."""
    folder = files("goldenthread") / "policies" / "quarter"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def read_quarter_policy(name_or_path: str | Path = "") -> QuarterPolicy:
    """A shipped policy by its name, or one from a YAML file; empty is the default. Raises Refused."""
    name = str(name_or_path) or DEFAULT_QUARTER_POLICY
    shipped = _shipped(name)
    if shipped is not None:
        return shipped
    path = Path(name)
    if not path.exists():
        do = f"use {', '.join(shipped_quarter_policies())}, or give a YAML file"
        raise refuse("there is no such policy for a quarter", do, file=name)
    return quarter_policy_from(mapping_from_text(text_of(path), name), name)


@cache
def _shipped(name: str) -> QuarterPolicy | None:
    """The shipped policy of that name, read once."""
    if name not in shipped_quarter_policies():
        return None
    text = (files("goldenthread") / "policies" / "quarter" / f"{name}.yaml").read_text(encoding="utf-8")
    return quarter_policy_from(mapping_from_text(text, f"{name}.yaml"), f"{name}.yaml")
