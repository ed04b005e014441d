"""Whom areas are compared with, from the register of areas, lists of neighbours and benchmarks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.neighbours import Groups
from goldenthread.rules.comparator import Comparators, SeriesKey
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import refuse

NO_KIND: Final = "area"
"""The level of areas of which nobody has said what they are."""


def levels_of(register: AreaRegister) -> dict[str, str]:
    """The level of each area: county, district, unitary, region, nation and so on."""
    return {code: area.kind or NO_KIND for code, area in register.areas.items()}


def read_benchmark(said: str, register: AreaRegister) -> tuple[str, str]:
    """The level and the area of `LEVEL=AREA`; the level is empty, for every level, where only AREA is said.

    Raises Refused where either is not known.
    """
    level, _, area = said.rpartition("=")
    level, area = level.strip(), area.strip()
    if area not in register:
        raise refuse(f"{area or 'nothing'} is not in the area register", "give the code of an area")
    levels = sorted(set(levels_of(register).values()))
    if level and level not in levels:
        raise refuse(f"'{level}' is no level of areas", f"use one of {', '.join(levels)}")
    return level, area


def comparators_of(
    register: AreaRegister,
    benchmarks: Mapping[str, str],
    groups: Groups,
    measures: Mapping[str, str],
    rebased: Mapping[SeriesKey, Sequence[Period]] | None = None,
) -> Comparators:
    """Whom areas are compared with, whichever policy asks.

    `measures` gives the comparator of each measure. One that names no model, such as words about England,
    chooses none: then the first model is taken.
    """
    called = {name.casefold(): name for name in groups}
    own = {ref: called.get(said.strip().casefold(), "") for ref, said in measures.items()}
    return Comparators(
        benchmarks=dict(benchmarks),
        levels=levels_of(register),
        groups=groups,
        models={ref: model for ref, model in own.items() if model},
        model=next(iter(groups), ""),
        rebased=rebased or {},
    )


def asked_by(policy: Policy, comparators: Comparators) -> Comparators:
    """The same, by the model that the policy names, where it names one: it wins over the measures' own."""
    model = model_asked(policy)
    return replace(comparators, models={}, model=model) if model else comparators


def model_asked(policy: Policy) -> str:
    """The model that the policy's question about neighbours names; empty where it names none."""
    question = policy.question("neighbours")
    return str(question.parameters["model"]) if question else ""


def check_model(policy: Policy, groups: Groups, file: str) -> None:
    """Raises Refused where the policy names a model that the file does not hold."""
    asked = model_asked(policy)
    if asked and groups and asked not in groups:
        what = f"the policy {policy.ref} compares by the model '{asked}', which is not here"
        raise refuse(what, f"name one of {', '.join(groups)} in the policy", file=file, column="model")
