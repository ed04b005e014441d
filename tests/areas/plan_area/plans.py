"""Small plans that the tests of plans are about."""

from dataclasses import replace
from datetime import date

from goldenthread.rules.plan import Decided, Lens, PlanDocument, PlanItem

SMALL = PlanDocument(
    ref="small",
    title="A small plan",
    body="Shire County Council",
    start="2026-04",
    end="2030",
    version="first",
    state="draft",
    levels=("outcome", "objective", "action"),
    lenses=(Lens("needs", "Needs", "What people need"),),
    note="Written for a test.",
    items=(
        PlanItem("o1", "outcome", "Children are safe", description="And seen to be."),
        PlanItem("o1.1", "objective", "Fewer injuries on the roads", parent="o1", horizon="1-2 years"),
        PlanItem("o1.1.1", "action", "Slow the traffic", "o1.1", partners=("Police", "Districts; all")),
        PlanItem("o1.2", "objective", "Every child a swimmer", "o1", measures=("swim",), themes=("t",)),
        PlanItem("o2", "outcome", "Places are lively", lead="Director of places", source="Page 3"),
    ),
)
ADOPTED = replace(SMALL, state="adopted", decided=Decided("County Council", date(2026, 3, 26), "Minute 12"))
LARGE = replace(
    SMALL,
    ref="large",
    title="A large plan",
    items=tuple(PlanItem(f"o{outcome}", "outcome", f"Outcome {outcome}") for outcome in range(10))
    + tuple(
        PlanItem(f"o{number % 10}.{number}", "objective", f"Objective {number}", parent=f"o{number % 10}")
        for number in range(330)
    ),
)
