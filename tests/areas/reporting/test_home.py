"""The first page says what waits for a person, late first, and what changed since they last looked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.people.models import User
from goldenthread.people.queries.service import services
from goldenthread.reporting.commands.looking import note_look
from goldenthread.reporting.commands.returning import approve_return, send_back, submit_return
from goldenthread.reporting.commands.saving import RowChange, save_figure
from goldenthread.reporting.models import LastLook, ReportingPeriod, ReturnFigure
from goldenthread.reporting.queries.home import Waiting, waiting
from tests.areas.reporting.quarter import LATER, NOW, fill_care, person

pytestmark = pytest.mark.django_db

TREE_DAY = date(2026, 10, 5)


def waits(who: User, since: object = None, now: object = NOW) -> Waiting:
    return waiting(who, services(TREE_DAY), since, now)  # type: ignore[arg-type]


def titles(duties: object) -> list[str]:
    return [each.title for each in duties]  # type: ignore[attr-defined]


def test_a_lead_owes_their_own_services_return_and_no_other(quarter: str, lara: User, leo: User) -> None:
    owed = waits(lara).owed
    assert titles(owed) == ["Adult care"]
    assert (owed[0].left, owed[0].rows, owed[0].due) == (5, 5, date(2026, 10, 14))
    assert titles(waits(leo).owed) == ["Roads"]


def test_a_lead_over_a_directorate_owes_what_stands_beneath_it(quarter: str) -> None:
    assert titles(waits(person("carla", "service_lead", "people")).owed) == ["Adult care"]


def test_what_is_late_says_by_how_much(quarter: str, lara: User) -> None:
    assert waits(lara).owed[0].days_late(date(2026, 10, 17)) == 3
    assert waits(lara).owed[0].days_late(date(2026, 10, 14)) == 0


def test_a_return_goes_from_the_lead_to_the_approver_and_back_with_its_reason(
    quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    assert (titles(waits(lara).owed), titles(waits(amir).to_approve)) == ([], ["Adult care"])
    send_back(amir, quarter, "care", "Last month's list.", NOW)
    back = waits(lara).sent_back
    assert [(each.title, each.reason, each.by) for each in back] == [
        ("Adult care", "Last month's list.", "amir")
    ]
    assert waits(amir).to_approve == ()
    submit_return(lara, quarter, "care", NOW)
    approve_return(amir, quarter, "care", NOW)
    assert waits(lara) == waits(amir) == Waiting((), (), (), ())


def test_nobody_is_asked_to_approve_what_they_submitted(quarter: str) -> None:
    both = person("bo", "service_lead", "care")
    both.roles_held.create(role="approver", scope_kind="service", scope_ref="care")
    fill_care(both)
    submit_return(both, quarter, "care", NOW)
    assert waits(both).to_approve == ()


def test_a_closed_quarter_asks_for_nothing(quarter: str, lara: User) -> None:
    ReportingPeriod.objects.update(state="closed")
    assert waits(lara).owed == ()


def test_what_others_did_since_the_last_look_is_news_and_what_one_did_oneself_is_not(
    quarter: str, lara: User, amir: User
) -> None:
    before = NOW - timedelta(days=1)
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    assert waits(lara, before).news == ()
    send_back(amir, quarter, "care", "Last month's list.", NOW)
    row = ReturnFigure.objects.get(measure="calls")
    carla = person("carla", "service_lead", "people")
    save_figure(carla, quarter, "care", RowChange(row.pk, {"value": "600"}, row.version), LATER)
    told = [(each.who, each.kind, each.count) for each in waits(lara, before, LATER).news]
    assert told == [("carla", "figures", 1), ("amir", "sent_back", 0)]
    assert waits(lara, LATER, LATER).news == ()


def test_looks_that_follow_each_other_are_one(lara: User) -> None:
    assert note_look(lara, NOW) is None
    assert note_look(lara, NOW + timedelta(minutes=20)) is None
    assert note_look(lara, LATER) == NOW
    assert note_look(lara, LATER + timedelta(minutes=5)) == NOW
    assert LastLook.objects.get().at == LATER


def test_the_page_has_one_button_for_each_return(client: Client, quarter: str, lara: User) -> None:
    client.force_login(lara)
    page = client.get(reverse("officer-home")).content.decode()
    assert "What you owe" in page and "5 questions, not begun" in page
    assert f'href="{reverse("return", args=[quarter, "care"])}#begin"' in page


@pytest.mark.parametrize("role", ["partner", "councillor", "cabinet_member", "auditor", "performance"])
def test_everyone_with_a_role_has_a_home(role: str, client: Client, quarter: str) -> None:
    client.force_login(person("somebody", role))
    assert client.get(reverse("officer-home")).status_code == 200


def test_the_home_page_asks_the_database_few_questions(
    client: Client, quarter: str, lara: User, django_assert_max_num_queries: object
) -> None:
    client.force_login(lara)
    client.get(reverse("officer-home"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(reverse("officer-home"))
