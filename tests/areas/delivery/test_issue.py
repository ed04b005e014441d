"""Issues: raised, perhaps from a risk that came true, and settled once."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.issue import IssueWords, raise_issue, settle_issue
from goldenthread.delivery.queries.issue import IssueFilter, issue, issues
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.promising import an_icy_risk, lay_promises

pytestmark = pytest.mark.django_db
FLOOD = IssueWords("The depot is flooded", "roads", "Salt is wet")


@pytest.fixture
def people() -> dict[str, User]:
    return lay_promises()


def tree() -> ServiceTree:
    return services(timezone.localdate())


def test_a_risk_that_came_true_is_an_issue_that_names_it(people: dict[str, User]) -> None:
    risk = an_icy_risk()
    ref = raise_issue(people["riley"], IssueWords("Roads froze", "roads", risk=risk))
    sheet = issue(people["perry"], ref, tree())
    assert sheet and (sheet.risk, sheet.risk_title) == (risk, "Roads are not salted in time")
    assert [each.ref for each in issues(people["perry"], tree(), IssueFilter(risk=risk))] == [ref]


def test_an_issue_is_settled_once_with_how_and_when(people: dict[str, User]) -> None:
    ref = raise_issue(people["riley"], FLOOD)
    for how, on in (("", None), ("Pumped out", date(2000, 1, 1)), ("Pumped out", date(2999, 1, 1))):
        with pytest.raises(Refused):
            settle_issue(people["riley"], ref, how, on)
    settle_issue(people["riley"], ref, "Pumped out")
    sheet = issue(people["perry"], ref, tree())
    assert sheet and not sheet.is_open and sheet.settled_how == "Pumped out"
    with pytest.raises(Refused, match="it was settled on"):
        settle_issue(people["riley"], ref, "Again")


def test_issues_due_first_come_first_and_settled_ones_only_when_asked_for(people: dict[str, User]) -> None:
    today = timezone.localdate()
    late = raise_issue(None, IssueWords("Late", "roads", due=today - timedelta(days=1)))
    undated = raise_issue(None, IssueWords("Undated", "libraries"))
    settled = raise_issue(None, IssueWords("Settled", "roads"))
    settle_issue(None, settled, "Done")
    found = issues(people["perry"], tree())
    assert [each.ref for each in found] == [late, undated]
    assert [each.is_late(today) for each in found] == [True, False]
    assert {each.ref for each in issues(people["perry"], tree(), IssueFilter(state=""))} == {
        late,
        undated,
        settled,
    }
    assert [each.ref for each in issues(people["perry"], tree(), IssueFilter(service="libraries"))] == [
        undated
    ]


@pytest.mark.parametrize("name", ["libby", "parker", "cory", "audrey"])
def test_nobody_else_raises_or_settles_a_services_issues(name: str, people: dict[str, User]) -> None:
    ref = raise_issue(people["riley"], FLOOD)
    with pytest.raises(NotAllowed):
        raise_issue(people[name], FLOOD)
    with pytest.raises(NotAllowed):
        settle_issue(people[name], ref, "Pumped out")


def test_the_public_and_councillors_read_no_issues(people: dict[str, User], charlie: AnonymousUser) -> None:
    ref = raise_issue(None, FLOOD)
    for viewer in (charlie, people["cory"], people["parker"]):
        assert issues(viewer, tree()) == ()
        assert issue(viewer, ref, tree()) is None


def test_an_issue_names_only_a_risk_and_an_action_that_there_are(people: dict[str, User]) -> None:
    with pytest.raises(Refused) as refused:
        raise_issue(None, IssueWords(" ", "bins", risk="none", action="none", owner="nobody"))
    assert {each.column for each in refused.value.refusals} == {"title", "service", "risk", "action", "owner"}
