"""Who returns a measure's figures: said for each measure, by whoever keeps measures."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.measures.commands import define_measure
from goldenthread.measures.returned import returned_measures
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.service import close_service, open_service
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough pass phrase"


@pytest.fixture(autouse=True)
def highways() -> None:
    open_service(None, "highways", "Highways", "service")
    define_measure(None, Measure("potholes", "Potholes filled in 28 days", unit="%"))


def test_a_service_returns_a_measure_every_quarter_until_it_does_not() -> None:
    assert assign_measures(None, [Assigned("potholes", "highways", "quarterly")]) == 1
    assert [(each.service, each.returned) for each in returned_measures()] == [("highways", "quarterly")]
    assert assign_measures(None, [Assigned("potholes", "highways", "quarterly")]) == 0
    assert assign_measures(None, [Assigned("potholes", "", "")]) == 1
    assert returned_measures() == ()


@pytest.mark.parametrize(
    ("assigned", "column", "what"),
    [
        (Assigned("pot-holes", "highways", "quarterly", 2), "measure", "there is no measure 'pot-holes'"),
        (Assigned("potholes", "roads", "quarterly", 2), "service", "there is no service 'roads' today"),
        (Assigned("potholes", "highways", "weekly", 2), "returned", "'weekly' is not how often"),
        (Assigned("potholes", "highways", "", 2), "returned", "belong together"),
        (Assigned("potholes", "", "yearly", 2), "service", "belong together"),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_column(assigned: Assigned, column: str, what: str) -> None:
    with pytest.raises(Refused) as refused:
        assign_measures(None, [Assigned("potholes", "highways", "yearly", 1), assigned], "returned.csv")
    [refusal] = refused.value.refusals
    assert (refusal.file, refusal.row, refusal.column) == ("returned.csv", 2, column)
    assert what in refusal.what
    assert returned_measures() == ()


def test_a_service_that_has_closed_returns_nothing_more() -> None:
    close_service(None, "highways", date(2020, 1, 1), "joined with transport")
    with pytest.raises(Refused, match="no service 'highways' today"):
        assign_measures(None, [Assigned("potholes", "highways", "quarterly")])


def test_a_performance_officer_says_so_on_the_measures_page_and_a_lead_may_not(client: Client) -> None:
    address = "/officer/measures/potholes/returned-by/"
    said = {"service": "highways", "returned": "quarterly"}
    client.force_login(add_officer("lead", PASSWORD, ["service_lead:highways"]))
    assert client.post(address, said).status_code == 403
    client.force_login(add_officer("performance-officer", PASSWORD, ["performance"]))
    assert "Imported files" in client.get("/officer/measures/potholes/").content.decode()
    assert "Highways" in client.get(address).content.decode()
    assert client.post(address, {"service": "highways"}).status_code == 422
    assert client.post(address, said).status_code == 302
    assert [each.service for each in returned_measures()] == ["highways"]
    assert "Highways, every quarter" in client.get("/officer/measures/potholes/").content.decode()
    with pytest.raises(NotAllowed):
        assign_measures(add_officer("lead-2", PASSWORD, ["service_lead:highways"]), [])
