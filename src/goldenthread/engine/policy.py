"""Policies read from YAML: those that ship with the product, and a council's own files."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from goldenthread.engine.plain_yaml import read_plain_yaml
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import refuse

DEFAULT_POLICY = "kent-annual-report-2017"
LARGEST_FILE = 100_000
"""A policy is a page of text; a file of more bytes than this is something else."""


def shipped_policies() -> tuple[str, ...]:
    """The names of the policies in the package, in order."""
    folder = files("goldenthread") / "policies"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def read_policy(name_or_file: str | Path = DEFAULT_POLICY) -> Policy:
    """A shipped policy by its name, or one from a YAML file. Raises Refused."""
    name = str(name_or_file)
    if name in shipped_policies():
        return _shipped(name)
    path = Path(name)
    if not path.exists():
        known = ", ".join(shipped_policies())
        do = f"use {known}, or give a YAML file"
        raise refuse("there is no such policy", do, file=name)
    return policy_from_text(text_of(path), name)


@cache
def _shipped(name: str) -> Policy:
    text = (files("goldenthread") / "policies" / f"{name}.yaml").read_text(encoding="utf-8")
    return policy_from_text(text, f"{name}.yaml")


def text_of(path: Path) -> str:
    """The file's text. Raises Refused where it is no text file."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_FILE:
            what = "the file is too large for a policy"
            raise refuse(what, "check the file", file=str(path))
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = "this is not a UTF-8 text file" if isinstance(error, ValueError) else "the file cannot be read"
        raise refuse(what, "give a policy in YAML", file=str(path)) from error


@lru_cache(maxsize=64)
def policy_from_text(text: str, file: str) -> Policy:
    """The policy that YAML text states. Raises Refused with the line where the YAML breaks."""
    return Policy.from_mapping(mapping_from_text(text, file), file)


def mapping_from_text(text: str, file: str) -> Mapping[str, Any]:
    """What YAML text states, whatever that is. Raises Refused with the line where the YAML breaks."""
    try:
        mapping: Mapping[str, Any] = read_plain_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"this is not YAML ({getattr(error, 'problem', None) or 'it holds a forbidden character'})"
        row = mark.line + 1 if mark else None
        raise refuse(what, "correct it and try again", file=file, row=row) from error
    except (ValueError, RecursionError) as error:
        what = "this is not YAML that can be read"
        raise refuse(what, "correct it and try again", file=file) from error
    return mapping
