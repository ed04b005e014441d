"""Risks and opportunities: raised, rated on a matrix, reviewed with a reason, acted on and closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.risk import close_risk, raise_risk, review_risk, revise_risk
from goldenthread.delivery.commands.risk_action import (
    add_risk_action,
    do_risk_action,
    link_risk,
    unlink_risk,
)
from goldenthread.delivery.queries.risk import RiskFilter, ratings_of, risk, risks, risks_of_items
from goldenthread.delivery.risk_sheet import RiskSheet, matrix
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.delivery.promising import ICE, an_icy_risk, lay_promises

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    return lay_promises()


def tree() -> ServiceTree:
    return services(timezone.localdate())


def shown(people: dict[str, User], ref: str) -> RiskSheet:
    sheet = risk(people["perry"], ref, tree())
    assert sheet is not None
    return sheet


def test_a_risk_is_raised_with_its_cause_event_and_effect(people: dict[str, User]) -> None:
    ref = raise_risk(people["riley"], ICE)
    sheet = shown(people, ref)
    assert sheet.sentence == (
        "Because fewer drivers hold the licence, salt runs are missed; "
        "then more people are hurt on icy roads."
    )
    assert (sheet.rating.score, sheet.rating.level.word, sheet.mark) == (20, "High", "red")
    assert sheet.target and sheet.target.score == 8
    assert sheet.service_title == "Roads"


WHO_KEEPS = [
    ("riley", True),
    ("libby", False),
    ("drew", True),
    ("perry", True),
    ("parker", False),
    ("cory", False),
    ("audrey", False),
]


@pytest.mark.parametrize(("name", "may"), WHO_KEEPS)
def test_a_risk_is_kept_by_its_services_lead_those_above_and_performance(
    name: str, may: bool, people: dict[str, User]
) -> None:
    ref, who = an_icy_risk(), people[name]
    acts = (
        lambda: raise_risk(who, ICE),
        lambda: revise_risk(who, ref, replace(ICE, title="Ice")),
        lambda: review_risk(who, ref, 3, 5, "Two drivers hired"),
        lambda: add_risk_action(who, ref, "Train drivers"),
        lambda: link_risk(who, ref, "small", "o1"),
        lambda: unlink_risk(who, ref, "small", "o1"),
        lambda: close_risk(who, ref, "Summer"),
    )
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    assert shown(people, ref).is_open is not may


def test_the_public_and_councillors_read_no_register(people: dict[str, User], charlie: AnonymousUser) -> None:
    ref = an_icy_risk()
    for viewer in (charlie, people["cory"], people["parker"]):
        assert risks(viewer, tree()) == ()
        assert risk(viewer, ref, tree()) is None
        assert risks_of_items(viewer, "small", ["o1"], tree()) == {}
    assert risks(people["audrey"], tree())


def test_a_lead_cannot_move_a_risk_to_a_service_of_somebody_else(people: dict[str, User]) -> None:
    ref = an_icy_risk()
    with pytest.raises(NotAllowed):
        revise_risk(people["riley"], ref, replace(ICE, service="libraries"))


FAULTS = [
    ({"title": " "}, "title"),
    ({"likelihood": 6}, "likelihood"),
    ({"impact": 0}, "impact"),
    ({"kind": "danger"}, "kind"),
    ({"level": "county"}, "level"),
    ({"target_impact": None}, "target_impact"),
    ({"service": "bins"}, "service"),
    ({"owner": "nobody.knows"}, "owner"),
    ({"title": "x" * 301}, "title"),
]


@pytest.mark.parametrize(("changed", "column"), FAULTS)
def test_a_faulty_risk_is_refused_at_its_field(
    changed: dict[str, object], column: str, people: dict[str, User]
) -> None:
    with pytest.raises(Refused) as refused:
        an_icy_risk(**changed)
    assert [each.column for each in refused.value.refusals] == [column]


def test_each_review_keeps_the_score_before_and_says_why(people: dict[str, User]) -> None:
    ref = an_icy_risk()
    review_risk(people["riley"], ref, 3, 5, "Two drivers hired")
    review_risk(people["drew"], ref, 2, 5, "Four more")
    told = [(then.rating.score, then.why, then.who) for then in ratings_of(ref)]
    assert told == [(10, "Four more", "drew"), (15, "Two drivers hired", "riley"), (20, "", "")]
    assert shown(people, ref).reviewed_on == timezone.localdate()


def test_a_review_without_a_reason_is_refused(people: dict[str, User]) -> None:
    with pytest.raises(Refused, match="no reason"):
        review_risk(people["riley"], an_icy_risk(), 3, 5, " ")


def test_the_second_of_two_is_told_what_the_first_changed_and_by_whom(people: dict[str, User]) -> None:
    ref = an_icy_risk()
    seen = shown(people, ref).version
    review_risk(people["riley"], ref, 3, 5, "Two drivers hired", seen)
    with pytest.raises(Refused, match=r"riley .* changed likelihood from “4” to “3”"):
        review_risk(people["drew"], ref, 5, 5, "Snow is coming", seen)
    assert shown(people, ref).rating.likelihood == 3
    review_risk(people["drew"], ref, 5, 5, "Snow is coming", shown(people, ref).version)
    assert shown(people, ref).rating.likelihood == 5


def test_actions_are_added_with_a_day_and_done_once(people: dict[str, User]) -> None:
    ref, yesterday = an_icy_risk(), timezone.localdate() - timedelta(days=1)
    number = add_risk_action(people["riley"], ref, "Train drivers", "riley", yesterday)
    assert shown(people, ref).actions[0].is_late(timezone.localdate())
    do_risk_action(people["riley"], ref, number)
    action = shown(people, ref).actions[0]
    assert action.done_on == timezone.localdate()
    assert not action.is_late(timezone.localdate())


def test_an_action_is_not_done_in_the_future_nor_on_another_risk(people: dict[str, User]) -> None:
    ref, other = an_icy_risk(), an_icy_risk()
    number = add_risk_action(None, ref, "Train drivers")
    with pytest.raises(Refused, match="future"):
        do_risk_action(None, ref, number, date(2999, 1, 1))
    with pytest.raises(Refused, match="no such action"):
        do_risk_action(None, other, number)


def test_a_risk_stands_on_plan_items_that_exist(people: dict[str, User]) -> None:
    ref = an_icy_risk()
    link_risk(people["riley"], ref, "small", "o1.1")
    found = risks_of_items(people["perry"], "small", ["o1.1", "o2"], tree())
    assert {item: [each.ref for each in held] for item, held in found.items()} == {"o1.1": [ref]}
    with pytest.raises(Refused, match="has no item"):
        link_risk(people["riley"], ref, "small", "o9")
    unlink_risk(people["riley"], ref, "small", "o1.1")
    assert risks_of_items(people["perry"], "small", ["o1.1"], tree()) == {}


def test_a_closed_risk_leaves_the_register_and_keeps_its_history(people: dict[str, User]) -> None:
    ref = an_icy_risk()
    with pytest.raises(Refused, match="reason"):
        close_risk(people["riley"], ref, "")
    close_risk(people["riley"], ref, "The depot is staffed")
    assert risks(people["perry"], tree()) == ()
    assert [each.ref for each in risks(people["perry"], tree(), RiskFilter(state="closed"))] == [ref]
    assert shown(people, ref).closed_why == "The depot is staffed"
    assert ratings_of(ref)
    with pytest.raises(Refused, match="closed"):
        review_risk(people["riley"], ref, 1, 1, "Again")


def test_the_register_is_read_the_highest_first_and_by_what_is_asked(people: dict[str, User]) -> None:
    ice = an_icy_risk()
    books = an_icy_risk(title="Books go missing", service="libraries", likelihood=2, impact=2)
    grant = an_icy_risk(title="A grant is offered", kind="opportunity", likelihood=5, impact=5)

    def found(**wanted: str) -> list[str]:
        return [each.ref for each in risks(people["perry"], tree(), RiskFilter(**wanted))]

    assert found() == [grant, ice, books]
    assert found(kind="risk") == [ice, books]
    assert found(service="libraries") == [books]
    assert found(service="growth") == [grant, ice, books]
    assert found(words="books missing") == [books]
    assert shown(people, grant).mark == ""


def test_every_risk_stands_in_one_cell_of_the_matrix(people: dict[str, User]) -> None:
    ice, books = an_icy_risk(), an_icy_risk(likelihood=1, impact=1)
    drawn = matrix(risks(people["perry"], tree()), read_quarter_policy())
    held = {
        (row.likelihood, cell.rating.impact): [each.ref for each in cell.risks]
        for row in drawn.rows
        for cell in row.cells
        if cell.risks
    }
    assert held == {(4, 5): [ice], (1, 1): [books]}
    assert [row.likelihood for row in drawn.rows] == [5, 4, 3, 2, 1]
    assert all(
        cell.rating.score == row.likelihood * cell.rating.impact for row in drawn.rows for cell in row.cells
    )


def test_every_act_on_a_risk_stands_in_the_trail_once(people: dict[str, User]) -> None:
    ref = raise_risk(people["riley"], ICE)
    number = add_risk_action(people["riley"], ref, "Train drivers")
    do_risk_action(people["riley"], ref, number)
    link_risk(people["riley"], ref, "small", "o1")
    link_risk(people["riley"], ref, "small", "o1")
    close_risk(people["riley"], ref, "The depot is staffed")
    acts = [line.act for line in reversed(acts_on(Subject("risk", ref)))]
    assert acts == ["raise_risk", "add_risk_action", "do_risk_action", "link_risk", "close_risk"]
    assert shown(people, ref).version == len(acts)
    assert TrailEntry.objects.filter(subject_ref=ref, who=people["riley"]).count() == len(acts)


def test_a_ref_given_by_hand_can_stand_in_an_address(people: dict[str, User]) -> None:
    assert raise_risk(None, ICE, "CRR0003") == "CRR0003"
    for ref in ("CRR0003", "a b", "new"):
        with pytest.raises(Refused) as refused:
            raise_risk(None, ICE, ref)
        assert refused.value.refusals[0].column == "ref"


def test_the_register_of_many_risks_takes_a_few_reads(
    people: dict[str, User], django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        add_risk_action(None, an_icy_risk(title=f"Risk {number}"), "Watch it")
    today = tree()
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(risks(people["perry"], today)) == 20
