"""Evaluations are recorded: what a study, designed before its data were seen, found that spending changed."""

from collections.abc import Iterator
from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.free_ref import free_ref
from goldenthread.delivery.known import fault
from goldenthread.finance.access import may_record_evaluation
from goldenthread.finance.models import Evaluation
from goldenthread.finance.queries.evaluation import EvaluationFacts
from goldenthread.measures.queries import definitions
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.plan.queries import latest_document
from goldenthread.rules.budget import CONFIDENCES
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

ACT = "record an evaluation"


@transaction.atomic
def record_evaluation(who: Officer | None, words: EvaluationFacts) -> str:
    """Record an evaluation; returns its ref, made from its title where it has none. Raises Refused."""
    require(who is None or may_record_evaluation(who), ACT)
    taken = set(Evaluation.objects.values_list("ref", flat=True))
    if words.ref in taken:
        raise refuse(f"there is an evaluation {words.ref} already", "give this one another ref", column="ref")
    found = tuple(_faults(words))
    if found:
        raise Refused(found)
    words = words if words.ref else replace(words, ref=free_ref(words.title, taken, "evaluation"))
    Evaluation.objects.create(**asdict(words))
    said = {name: str(value) for name, value in asdict(words).items()}
    record(who, "record_evaluation", Subject("evaluation", words.ref), {}, said)
    return words.ref


@transaction.atomic
def remove_evaluation(who: Officer | None, ref: str, why: str) -> None:
    """Take an evaluation away, with the reason; the trail keeps what it said."""
    require(who is None or may_record_evaluation(who), ACT)
    row = Evaluation.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no evaluation {ref!r}", "look in the list of evaluations", column="ref")
    if not why.strip():
        raise refuse(
            "an evaluation is not removed without a reason", "say what is wrong with it", column="why"
        )
    said = {"title": row.title, "effect": str(row.effect), "cost": str(row.cost), "source": row.source}
    row.delete()
    record(who, "remove_evaluation", Subject("evaluation", ref), said, {}, why.strip())


def _faults(words: EvaluationFacts) -> Iterator[Refusal]:
    yield from _day_faults(words)
    yield from _size_faults(words)
    for column in ("title", "design", "unit", "source"):
        if not getattr(words, column).strip():
            yield fault(column, "this is empty", "an evaluation counts only where it says this")
    if words.quality not in CONFIDENCES:
        yield fault("quality", f"{words.quality!r} is no quality", f"use {', '.join(CONFIDENCES)}")
    document = latest_document(words.plan)
    if words.item not in {each.ref for each in (document.items if document else ())}:
        yield fault("item", f"there is no item {words.item} in {words.plan}", "choose an item of a plan")
    if words.measure not in definitions():
        yield fault("measure", f"there is no measure {words.measure!r}", "choose a measure in use")


def _day_faults(words: EvaluationFacts) -> Iterator[Refusal]:
    if words.registered_on >= words.data_on:
        what = "its design was registered when its data could already be seen"
        do = "an effect found so may have been looked for: no unit cost is shown from such a study"
        yield fault("registered_on", what, do)
    if words.data_on > timezone.localdate():
        yield fault("data_on", "this day is to come", "record the evaluation once its data are there")


def _size_faults(words: EvaluationFacts) -> Iterator[Refusal]:
    if not words.lower <= words.effect <= words.upper:
        yield fault(
            "effect", "the effect is outside its own interval", "check the effect, its lower and upper end"
        )
    if not words.effect:
        yield fault("effect", "the study found no effect", "there is no cost of a unit of nothing")
    if words.cost <= 0:
        yield fault(
            "cost", "the cost is not more than nothing", "give what was spent for the effect, in pounds"
        )
