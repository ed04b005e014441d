"""What officers say about whom areas are compared with, and about a measure's own policy.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from goldenthread.engine.comparator import levels_of
from goldenthread.measures import models
from goldenthread.measures.access import may_define
from goldenthread.measures.area import known_areas
from goldenthread.measures.definition import changeable_measure, measure_subject
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.policy import needed
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

LONGEST_NAME = 100


@transaction.atomic
def import_neighbours(
    who: Officer | None, model: str, groups: Mapping[str, Sequence[str]], source: str = ""
) -> int:
    """Keep a model's list of whom each area is compared with, in place of the one before: how many rows.

    `groups` gives, by area, the areas compared with, the nearest first. Measures whose comparator is the
    model's name are compared by it; the model that came first compares the others.
    """
    require(who is None or may_define(who), "say whom areas are compared with")
    name = model.strip()
    _check_list(name, groups)
    row = models.ComparatorModel.objects.filter(name=name).first()
    before = _described(row) if row else None
    place = models.ComparatorModel.objects.count()
    row = row or models.ComparatorModel(name=name, place=place)
    row.source = source.strip()
    row.save()
    row.neighbours.all().delete()
    rows = [
        models.Neighbour(model=row, area=area, neighbour=code, rank=rank)
        for area, near in groups.items()
        for rank, code in enumerate(near, start=1)
    ]
    models.Neighbour.objects.bulk_create(rows, batch_size=500)
    record(who, "import_neighbours", Subject("comparator_model", name), before, _described(row))
    return len(rows)


def _check_list(name: str, groups: Mapping[str, Sequence[str]]) -> None:
    if not name or len(name) > LONGEST_NAME:
        what = "the model has no name" if not name else f"the name is longer than {LONGEST_NAME} characters"
        raise refuse(what, "name it in a word or two, such as global", column="model")
    areas = known_areas()
    wrong = [
        Refusal(
            "", None, "neighbour", f"the group of '{area}' is not right", "name known areas once, not itself"
        )
        for area, near in groups.items()
        if area not in areas
        or area in near
        or len(set(near)) < len(near)
        or any(x not in areas for x in near)
    ]
    if wrong:
        raise Refused(wrong)


def _described(row: models.ComparatorModel) -> dict[str, object]:
    held = row.neighbours.all()
    return {
        "source": row.source,
        "areas": held.values("area").distinct().count(),
        "neighbours": held.count(),
    }


@transaction.atomic
def set_benchmark(who: Officer | None, area: str, level: str = "") -> None:
    """Compare the areas of a level with this one; without a level, those of every level without its own."""
    require(who is None or may_define(who), "say which area others are compared with")
    areas = known_areas()
    if area not in areas:
        raise refuse(f"'{area}' is not in the area register", "use the code of an area", column="area")
    levels = sorted(set(levels_of(areas).values()))
    if level and level not in levels:
        raise refuse(f"'{level}' is no level of areas", f"use one of {', '.join(levels)}", column="level")
    row = models.Benchmark.objects.filter(level=level).first()
    before = {"area": row.area} if row else None
    if before == {"area": area}:
        return
    models.Benchmark.objects.update_or_create(level=level, defaults={"area": area})
    record(who, "set_benchmark", Subject("benchmark", level or "every level"), before, {"area": area})


@transaction.atomic
def remove_benchmark(who: Officer | None, level: str = "") -> bool:
    """Compare the areas of a level with none of its own; False where it had none."""
    require(who is None or may_define(who), "say which area others are compared with")
    row = models.Benchmark.objects.filter(level=level).first()
    if row is None:
        return False
    row.delete()
    record(who, "remove_benchmark", Subject("benchmark", level or "every level"), {"area": row.area})
    return True


@transaction.atomic
def judge_measure_by(who: Officer | None, ref: str, policy: str, reason: str) -> None:
    """Judge one measure by a policy of its own, or by the council's again where `policy` is empty."""
    require(who is None or may_define(who), "choose a measure's own policy")
    if not reason.strip():
        raise refuse("a policy of its own needs a reason", "say why", column="reason")
    row = changeable_measure(ref)
    chosen = needed(policy).ref if policy else ""
    before = row.policy
    if before == chosen:
        return
    row.policy = chosen
    row.save(update_fields=["policy"])
    record(who, "judge_measure_by", measure_subject(ref), {"policy": before}, {"policy": chosen}, reason)


@transaction.atomic
def judge_measures_by(who: Officer | None, policies: Mapping[str, str], reason: str) -> int:
    """The same for many measures, by ref, all or nothing: how many changed. Those not named stay."""
    require(who is None or may_define(who), "choose measures' own policies")
    held = dict(models.Measure.objects.filter(ref__in=list(policies)).values_list("ref", "policy"))
    changed = [ref for ref, policy in policies.items() if held.get(ref) != policy]
    for ref in changed:
        judge_measure_by(who, ref, policies[ref], reason)
    return len(changed)
