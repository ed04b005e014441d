from dataclasses import replace

import pytest
from django.utils import timezone

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.plan.commands import import_plan, rehearse_plan
from goldenthread.plan.models import Plan, PlanVersion
from goldenthread.plan.queries import plan_document
from goldenthread.rules.plan import PlanDocument, PlanItem, Succession
from goldenthread.rules.refusal import Refused
from tests.areas.plan_area.plans import ADOPTED, LARGE, SMALL

CHASING = PlanItem("a", "action", "Chase one's tail", parent="b")


def read_back(ref: str, user: User) -> PlanDocument:
    view = plan_document(ref, user, timezone.now())
    assert view is not None
    return view.document


@pytest.mark.parametrize("plan", [SMALL, ADOPTED, LARGE], ids=lambda plan: plan.ref + " " + plan.state)
def test_a_plan_that_is_imported_reads_back_without_loss(plan: PlanDocument, alice: User) -> None:
    plan = replace(
        plan, succession=(Succession("other/o9", "o1", "continued", "council"), Succession("o2", ""))
    )
    import_plan(alice, plan)
    assert read_back(plan.ref, alice) == plan


def test_a_rehearsal_says_what_would_change_and_writes_nothing(alice: User) -> None:
    import_plan(alice, SMALL)
    first, *_, last = SMALL.items
    items = (replace(first, title="Children are well"), *SMALL.items[1:-1], PlanItem("o3", "outcome", "New"))
    found = rehearse_plan(alice, replace(SMALL, items=items, state="consultation"))
    assert [item.ref for item in found.added] == ["o3"]
    assert [(it.ref, it.words[0].column, it.words[0].after) for it in found.changed] == [
        ("o1", "title", "Children are well")
    ]
    assert found.removed == (last,)
    assert [(it.column, it.before, it.after) for it in found.plan] == [("state", "draft", "consultation")]
    assert found.same == 3
    assert PlanVersion.objects.count() == 1


def test_each_import_makes_a_version_unless_nothing_differs(alice: User) -> None:
    assert import_plan(alice, SMALL).number == 1
    assert import_plan(alice, SMALL).number == 1
    assert import_plan(alice, ADOPTED).number == 2
    assert TrailEntry.objects.filter(act="import_plan").count() == 2


@pytest.mark.parametrize(
    ("faulty", "column"),
    [
        (replace(SMALL, items=(*SMALL.items, PlanItem("x", "action", "Orphan", parent="gone"))), "parent"),
        (
            replace(SMALL, items=(PlanItem("a", "action", "A", "b"), PlanItem("b", "action", "B", "a"))),
            "parent",
        ),
        (replace(SMALL, items=(*SMALL.items, SMALL.items[0])), "ref"),
        (replace(SMALL, items=(PlanItem("a", "action", "long " * 101),)), "title"),
        (replace(SMALL, ref="not a slug"), "ref"),
    ],
    ids=["orphan", "circle", "same ref twice", "title too long", "ref that no address can hold"],
)
def test_a_faulty_plan_is_refused_whole(faulty: PlanDocument, column: str, alice: User) -> None:
    with pytest.raises(Refused) as refused:
        import_plan(alice, faulty)
    assert column in {refusal.column for refusal in refused.value.refusals}
    assert not Plan.objects.exists()
    assert not TrailEntry.objects.exists()


def test_an_officer_without_plan_rights_can_neither_rehearse_nor_import(bob: User) -> None:
    for act in (rehearse_plan, import_plan):
        with pytest.raises(NotAllowed, match="import plans"):
            act(bob, SMALL)
    assert not Plan.objects.exists()
