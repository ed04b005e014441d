from datetime import date

import pytest

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.organisation import name_portfolio
from goldenthread.people.commands.service import change_service, close_service, open_service
from goldenthread.people.models import User
from goldenthread.people.queries.organisation import service_history
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import TrailFilter, acts_on, trail
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

pytestmark = pytest.mark.django_db

APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


@pytest.fixture
def tree() -> None:
    """A directorate, a division in it, and a service in that."""
    open_service(None, "people", "People", "directorate")
    open_service(None, "care", "Adult care", "division", "people")
    open_service(None, "hospital", "Hospital teams", "service", "care")


def refused(column: str, *, says: str) -> pytest.RaisesExc[Refused]:
    """A refusal about that column that says so."""

    def about(fault: Refused) -> bool:
        return any(each.column == column and says in each.what for each in fault.refusals)

    return pytest.RaisesExc(Refused, check=about)


def test_services_stand_beneath_one_another(tree: None) -> None:
    found = services(APRIL)
    assert [each.ref for each in found] == ["people", "care", "hospital"]
    assert found.lineage("hospital") == ("hospital", "care", "people")


def test_a_service_renamed_keeps_the_name_it_had(tree: None) -> None:
    change_service(None, "care", title="Adult social care", from_day=JULY, why="The council renamed it")
    assert services(APRIL).title("care") == "Adult care"
    assert services(JULY).title("care") == "Adult social care"
    before, after = service_history("care")
    assert (before.ends, after.starts, after.ends, after.why) == (JULY, JULY, None, "The council renamed it")


def test_what_is_not_given_stays_and_an_empty_parent_is_the_top(tree: None) -> None:
    name_portfolio(None, "health", "Health")
    change_service(None, "care", portfolio="health", from_day=JULY)
    assert services(JULY).portfolio("hospital") == "health"
    change_service(None, "care", parent="", from_day=OCTOBER)
    moved = services(OCTOBER).sheets["care"]
    assert (moved.title, moved.parent, moved.portfolio) == ("Adult care", "", "health")


def test_a_change_on_the_day_of_the_last_one_corrects_it(tree: None) -> None:
    change_service(None, "care", title="Adult socail care", from_day=JULY)
    change_service(None, "care", title="Adult social care", from_day=JULY)
    assert [each.title for each in service_history("care")] == ["Adult care", "Adult social care"]


def test_a_change_that_changes_nothing_is_not_in_the_history(tree: None) -> None:
    change_service(None, "care", title="Adult care", from_day=JULY)
    assert len(service_history("care")) == 1


def test_no_service_stands_beneath_itself(tree: None) -> None:
    with refused("parent", says="beneath itself"):
        change_service(None, "care", parent="care", from_day=JULY)
    with refused("parent", says="Hospital teams stands beneath it"):
        change_service(None, "people", parent="hospital", from_day=JULY)


def test_a_circle_that_would_close_only_later_is_refused_too(tree: None) -> None:
    open_service(None, "place", "Place", "directorate")
    change_service(None, "place", parent="hospital", from_day=OCTOBER)
    with refused("parent", says="Place stands beneath it"):
        change_service(None, "people", parent="place", from_day=JULY)


def test_a_change_before_the_last_one_is_refused(tree: None) -> None:
    change_service(None, "care", title="Care", from_day=JULY)
    with refused("from_day", says="since 1 July 2026"):
        change_service(None, "care", title="Caring", from_day=APRIL)


def test_a_parent_that_is_not_open_then_is_refused(tree: None) -> None:
    with refused("parent", says="no service 'nowhere'"):
        open_service(None, "new", "New", "service", "nowhere")
    close_service(None, "hospital", OCTOBER)
    with refused("parent", says="no service 'hospital' on 1 October 2026"):
        open_service(None, "ward", "Ward", "service", "hospital", starts=JULY)


@pytest.mark.parametrize(
    ("ref", "title", "kind", "portfolio", "column"),
    [
        ("not a ref", "New", "service", "", "ref"),
        ("care", "New", "service", "", "ref"),
        ("new", "  ", "service", "", "title"),
        ("new", "N" * 201, "service", "", "title"),
        ("new", "New", "team", "", "kind"),
        ("new", "New", "service", "nowhere", "portfolio"),
    ],
)
def test_a_service_that_cannot_be_is_refused_beside_its_field(
    ref: str, title: str, kind: str, portfolio: str, column: str, tree: None
) -> None:
    with pytest.raises(Refused) as fault:
        open_service(None, ref, title, kind, portfolio=portfolio)
    assert [each.column for each in fault.value.refusals] == [column]
    assert "new" not in services(APRIL)


def test_a_closed_service_leaves_the_tree_and_stays_in_history(tree: None) -> None:
    close_service(None, "hospital", JULY, "Moved to the health trust")
    assert "hospital" in services(date(2026, 6, 30)) and "hospital" not in services(JULY)
    assert [each.ends for each in service_history("hospital")] == [JULY]
    with pytest.raises(Refused, match="closed on 1 July 2026"):
        change_service(None, "hospital", title="Hospitals", from_day=OCTOBER)


def test_a_closed_service_may_begin_again_and_not_before_it_closed(tree: None) -> None:
    close_service(None, "hospital", JULY)
    with refused("starts", says="closed on 1 July 2026"):
        open_service(None, "hospital", "Hospital teams", "service", "care", starts=APRIL)
    open_service(None, "hospital", "Hospital discharge", "service", "care", starts=OCTOBER)
    assert services(OCTOBER).title("hospital") == "Hospital discharge"
    assert "hospital" not in services(JULY)


def test_a_service_with_others_beneath_it_is_not_closed(tree: None) -> None:
    with refused("on", says="Hospital teams would be left without a parent"):
        close_service(None, "care", JULY)
    open_service(None, "later", "Later", "service", "care", starts=OCTOBER)
    close_service(None, "hospital", JULY)
    with refused("on", says="Later would be left without a parent"):
        close_service(None, "care", JULY)


def test_a_service_nobody_knows_is_neither_changed_nor_closed() -> None:
    with pytest.raises(Refused, match="no service 'nowhere'"):
        change_service(None, "nowhere", title="Here", from_day=JULY)
    with pytest.raises(Refused, match="no service 'nowhere'"):
        close_service(None, "nowhere", JULY)


def test_the_trail_says_what_a_service_was_and_became(tree: None, adele: User) -> None:
    change_service(adele, "care", title="Adult social care", from_day=JULY, why="Renamed")
    line = acts_on(Subject("service", "care"))[0]
    assert (line.who, line.act, line.note) == ("adele", "change_service", "Renamed")
    assert ("title", "Adult care", "Adult social care") in line.changes


def test_performance_officers_and_administrators_keep_services(tree: None, bob: User, alice: User) -> None:
    open_service(bob, "roads", "Roads", "division", "people")
    for act in (
        lambda: open_service(alice, "new", "New", "service"),
        lambda: change_service(alice, "roads", title="Highways", from_day=JULY),
        lambda: close_service(alice, "roads", JULY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert trail(TrailFilter(who="alice")).count == 0
