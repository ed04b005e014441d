"""What stands beside the invented council's quarters: who delivers what, risks, questions and the review."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from goldenthread.delivery.commands.issue import IssueWords, raise_issue, settle_issue
from goldenthread.delivery.commands.lesson import LessonWords, write_lesson
from goldenthread.delivery.commands.milestone import add_dependency, add_evidence
from goldenthread.delivery.commands.risk_action import add_risk_action, do_risk_action
from goldenthread.delivery.commands.serving import say_who_delivers
from goldenthread.reporting.commands.measures_review import open_review, propose_line
from goldenthread.reporting.commands.question import (
    answer_question,
    ask_question,
    draft_answer,
    publish_question,
)
from goldenthread.rules.period import Period
from goldenthread.rules.subject import Subject
from goldenthread.upkeep.invented.cast import Cast
from goldenthread.upkeep.invented.plan import CURRENT, invent_entries
from goldenthread.upkeep.invented.promise import risk_ref
from goldenthread.upkeep.invented.working import Words
from goldenthread.upkeep.recent import financial_year_of

EVIDENCE = 3
"""Actions that have a paper to show."""


def say_who_does_what(cast: Cast, today: date) -> None:
    """Name the programmes and partners that deliver plan items, and what actions wait for."""
    council, programme = cast.council, cast.people["programme-officer"]
    programmes = {topic: each["name"] for each in council.said["programmes"] for topic in each["topics"]}
    for name in (each.topics[0] for each in council.services):
        ref, topic = council.county.placed_topics[name]
        for entry in invent_entries(council.county, ref, "", topic):
            if entry.item.kind == "collaboration":
                say_who_delivers(programme, CURRENT, entry.item.ref, "partner", "districts")
            if entry.item.kind == "ambition" and name in programmes:
                say_who_delivers(programme, CURRENT, entry.item.ref, "programme", programmes[name])
    for each in council.said["dependencies"]:
        _wait(cast, each, today)
    for action in list(council.actions.values())[:EVIDENCE]:
        address = f"https://example.org/committee/{action.ref}"
        add_evidence(programme, action.ref, "Report to the committee", address, today - timedelta(days=40))


def tell_of_trouble(cast: Cast, today: date) -> None:
    """Say what is done about risks, raise issues and settle one, and write down lessons."""
    said, who = cast.council.said, cast.performance
    leads = {each.ref: each.lead for each in cast.council.services}
    for number, risk in enumerate(said["risks"], start=1):
        for place, title in enumerate(risk.get("actions", ())):
            due = today + timedelta(days=20 * number * (1 - 2 * place))
            made = add_risk_action(who, risk_ref(number), title, leads[risk["service"]], due)
            if place:
                do_risk_action(who, risk_ref(number), made, today)
    for each in said["issues"]:
        _raise(cast, each, today)
    for place, each in enumerate(said["lessons"], start=1):
        on = today - timedelta(days=50 * place)
        write_lesson(
            who, LessonWords(each["title"], each["service"], each["happened"], each["learned"], on=on)
        )


def ask_and_answer(cast: Cast, now: datetime) -> None:
    """Put members' questions, each as far as the file of workings says."""
    members = {
        scope.scope_ref: who
        for who in cast.people.values()
        for scope in who.held
        if scope.role == "cabinet_member"
    }
    clerk = cast.people["democratic-services"]
    for each in cast.council.said["questions"]:
        about = Subject(each["kind"], each["about"])
        asked = now - timedelta(days=6)
        number = ask_question(cast.people["councillor"], about, each["portfolio"], each["text"], asked)
        if "draft" in each:
            draft_answer(clerk, number, each["draft"], 1)
        if "answer" in each:
            answer_question(members[each["portfolio"]], number, each["answer"], 2, now - timedelta(days=2))
        if each["state"] == "published":
            publish_question(clerk, number, now)


def review_measures(cast: Cast) -> None:
    """Open next year's review of measures, with a proposal of each kind."""
    this = financial_year_of(cast.council.county.quarters[-1])
    year = Period(this.end, 1, "Y")
    ref = open_review(cast.performance, year, f"Measures for {year.label('financial')}")
    for each in cast.council.said["review"]:
        line = (each["measure"], each["change"], each["reason"], each.get("definition"))
        propose_line(cast.performance, ref, *line)


def _wait(cast: Cast, said: Words, today: date) -> None:
    topics = {name: topic for name, (_, topic) in cast.council.county.placed_topics.items()}
    kind = next(name for name in ("after", "partner", "other") if name in said)
    named = f"{topics[said[kind]].slug}-1" if kind == "after" else said[kind]
    on = "action" if kind == "after" else kind
    waits = f"{topics[said['from']].slug}-1"
    needed = today + timedelta(days=45)
    add_dependency(cast.people["programme-officer"], waits, on, named, said["why"], needed)


def _raise(cast: Cast, said: Words, today: date) -> None:
    topics = {name: topic for name, (_, topic) in cast.council.county.placed_topics.items()}
    words = IssueWords(
        title=said["title"],
        service=said["service"],
        description=said["description"],
        owner=said["owner"],
        due=today + timedelta(days=said["days"]),
        action=f"{topics[said['topic']].slug}-2",
    )
    ref = raise_issue(cast.performance, words)
    if "settled" in said:
        settle_issue(cast.performance, ref, said["settled"], timezone.localdate())
