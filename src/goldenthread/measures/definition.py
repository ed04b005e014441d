"""What a definition, a target or an area must satisfy, and how it is written into tables and the trail."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from goldenthread.engine.area import AreaRegister, area_register
from goldenthread.engine.gap import Gap
from goldenthread.measures import models
from goldenthread.measures.protection_policy import protection_named
from goldenthread.measures.sheet import LIVES
from goldenthread.people.queries.publication import require_publishable
from goldenthread.rules.area import Area
from goldenthread.rules.group import UnknownGroup, read_group
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

DEFINITION = tuple(field.name for field in fields(Measure))
LONGEST = {
    "ref": 200,
    "title": 300,
    "unit": 100,
    "source": 500,
    "owner": 200,
    "comparator": 100,
    "protection": 100,
}
GOVERNED = ("nation", "county", "unitary", "district", "metropolitan_district", "london_borough")
COUNTING = ("", "count", "proportion", "rate", "standardised_rate")
TARGET_NUMBERS = ("target", "floor", "lower", "upper", "baseline")


def measure_subject(ref: str) -> Subject:
    """What the trail and the publication holds call a measure."""
    return Subject("measure", ref)


def release_subject(ref: str) -> Subject:
    """What the trail and the publication holds call a release."""
    return Subject("release", ref)


def free_slug(wanted: str) -> str:
    """The wanted name made fit for an address, with a number after it where another measure has it."""
    base = slugify(wanted.replace("/", " "))[:190] or "measure"
    slug, number = base, 1
    while models.Measure.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def found_measure(ref: str, *, locked: bool = False) -> models.Measure:
    """The measure's row, `locked` until the act is done. Raises Refused where there is none."""
    rows = models.Measure.objects.select_for_update() if locked else models.Measure.objects
    row = rows.filter(ref=ref).first()
    if row is None:
        raise refuse(
            f"there is no measure '{ref}'", "use the ref of a measure that is defined, or define it first"
        )
    return row


def changeable_measure(ref: str) -> models.Measure:
    """The measure's row, to be changed. Raises Refused where the public reads it and a hold stops changes."""
    row = found_measure(ref, locked=True)
    now = timezone.now()
    if row.publish_at is not None and row.publish_at <= now:
        require_publishable(measure_subject(ref), now)
    return row


def check_measure(measure: Measure, life: str) -> None:
    """Raises Refused with everything that is wrong in the definition."""
    found = []
    if not measure.ref.strip():
        found.append(Refusal("", None, "measure", "the measure has no ref", "give it a short, lasting name"))
    if not measure.title.strip():
        found.append(
            Refusal("", None, "title", "the measure has no title", "say in a few words what it counts")
        )
    found += _protection_faults(measure)
    if life not in LIVES:
        found.append(Refusal("", None, "life", f"'{life}' is not a life", f"use one of {', '.join(LIVES)}"))
    for name, longest in LONGEST.items():
        if len(getattr(measure, name)) > longest:
            found.append(
                Refusal("", None, name, f"the {name} is longer than {longest} characters", "shorten it")
            )
    if found:
        raise Refused(found)


def _protection_faults(measure: Measure) -> tuple[Refusal, ...]:
    """What is wrong with how a measure's small numbers are protected."""
    if not measure.protection:
        return ()
    try:
        protection_named(measure.protection)
    except Refused as refused:
        return tuple(refused.refusals)
    if measure.statistic in COUNTING:
        return ()
    what = f"a {measure.statistic} counts no people, so there is no small number to protect"
    return (Refusal("", None, "protection", what, "protect counts, proportions and rates alone"),)


def check_area(area: Area, parent: str, known: AreaRegister) -> None:
    """Raises Refused where a council cannot declare the area so."""
    if area.code in area_register() and area_register()[area.code] != area:
        raise refuse(f"'{area.code}' is a published code", "choose another code", column="code")
    if area.kind in ("", "composite") and not area.members:
        do = "name the codes of the areas that it is made of"
        raise refuse(f"'{area.code}' has no members", do, column="members")
    strays = [code for code in (*area.members, parent) if code and code not in known]
    if strays:
        what = f"{', '.join(strays)} is not in the area register"
        raise refuse(what, "use codes of the register", column="members")


def areas_called(said: str, known: AreaRegister) -> tuple[Area, ...]:
    """The area of that code, or else every area of that very name.

    Of several of one name, such as a county and its police force, the one that has a government is meant.
    """
    found = known.get(said)
    if found is not None:
        return (found,)
    named = tuple(area for area in known.areas.values() if area.name.casefold() == said.casefold())
    governed = tuple(area for area in named if area.kind in GOVERNED)
    return governed if len(governed) == 1 else named


def write_definition(row: models.Measure, measure: Measure) -> None:
    """Copy a definition onto its row; it is not saved."""
    for name in DEFINITION:
        setattr(row, name, getattr(measure, name))


def write_gap(row: models.Measure, gap: Gap | None) -> None:
    """Say on the row how the measure is counted from two groups of another. Raises Refused."""
    if gap is None:
        row.gap_of, row.gap_from, row.gap_to = None, "", ""
        return
    of = found_measure(gap.of)
    if of.gap_of_id is not None or of.ref == row.ref:
        raise refuse(f"'{gap.of}' is itself a gap", "count the gap from a measure that has observations")
    try:
        row.gap_from, row.gap_to = read_group(gap.from_group), read_group(gap.to_group)
    except UnknownGroup as error:
        raise refuse(str(error), "write each group as dimension=member, pairs joined by ;") from error
    if row.gap_from == row.gap_to:
        raise refuse("a gap needs two different groups", "give the group it is counted from and the one to")
    row.gap_of = of


def described(row: models.Measure) -> dict[str, str]:
    """Everything the trail should know of a measure, as text, leaving out what is empty."""
    said = {
        name: text(getattr(row, name)) for name in (*DEFINITION, "polarity_reason", "life", "life_reason")
    }
    if row.multiplier is not None:
        said["multiplier"] = f"{row.multiplier.normalize():f}"  # the row pads it to six places
    if row.gap_of is not None:
        said["gap"] = f"{row.gap_of.ref}: from {row.gap_from} to {row.gap_to}"
    if row.replaced_by is not None:
        said["replaced_by"] = row.replaced_by.ref
    return {name: value for name, value in said.items() if value}


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Only what differs, as it was and as it is."""
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return {name: before.get(name, "") for name in names}, {name: after.get(name, "") for name in names}


def check_target(target: Target, polarity: str) -> None:
    """Raises Refused where the floor standard asks for more than the target does."""
    if target.target is None or target.floor is None:
        return
    if polarity == "high_is_good" and target.floor > target.target:
        what = "the floor standard is above the target, though more is better"
        raise refuse(what, "give the least that is acceptable, below the target", column="floor")
    if polarity == "low_is_good" and target.floor < target.target:
        what = "the ceiling is below the target, though less is better"
        raise refuse(what, "give the most that is acceptable, above the target", column="floor")


def target_columns(target: Target) -> dict[str, str]:
    """A target's columns as exact text. Raises Refused where it says nothing, or its range is upside down."""
    said = {name: text(getattr(target, name)) for name in TARGET_NUMBERS}
    said["baseline_period"] = str(target.baseline_period) if target.baseline_period else ""
    if not any(said[name] for name in ("target", "floor", "lower", "upper", "baseline")):
        raise refuse(
            "the target has no number", "give a target, a floor, a range or a baseline", column="target"
        )
    if target.lower is not None and target.upper is not None and target.lower > target.upper:
        raise refuse("the lower limit is above the upper limit", "correct the range", column="lower")
    return said


def read_target(row: models.Target, measure: str) -> Target:
    """The target that a table row holds."""

    def number(said: str) -> Decimal | None:
        return Decimal(said) if said else None

    return Target(
        measure,
        row.area,
        read_period(row.period),
        target=number(row.target),
        floor=number(row.floor),
        lower=number(row.lower),
        upper=number(row.upper),
        baseline_period=read_period(row.baseline_period) if row.baseline_period else None,
        baseline=number(row.baseline),
    )


def text(value: Any) -> str:
    """A value as the trail writes it: numbers exact and plain, nothing as empty text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
