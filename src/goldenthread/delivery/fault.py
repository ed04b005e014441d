"""What is wrong with an action as it is written down, said in the words of its columns."""

import re
from collections.abc import Iterable, Iterator

from goldenthread.delivery.queries.ground import Ground
from goldenthread.delivery.sheet import ACTION_KINDS, ACTION_STATES, ActionSheet, ServesLink
from goldenthread.rules.refusal import Refusal

Fault = tuple[str, str, str]
"""A column, what is wrong with it, and what to do."""

LONGEST_WHY = 300
REF = re.compile(r"[A-Za-z0-9_-]{1,100}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST = {"title": 500, "description": 20_000, "horizon": 20}


def action_refusals(sheets: Iterable[ActionSheet], ground: Ground, file: str = "") -> tuple[Refusal, ...]:
    """Every fault of these actions, each at the action's ref; several of one ref are refused too."""
    found: list[Refusal] = []
    seen: set[str] = set()
    for sheet in sheets:
        found += [Refusal(file or sheet.ref, None, *fault) for fault in action_faults(sheet, ground)]
        if sheet.ref in seen:
            what = f"the ref {sheet.ref} stands twice"
            found.append(Refusal(file or sheet.ref, None, "ref", what, "give each action a ref of its own"))
        seen.add(sheet.ref)
    return tuple(found)


def action_faults(sheet: ActionSheet, ground: Ground) -> Iterator[Fault]:
    """What is wrong with one action, column by column."""
    yield from _word_faults(sheet)
    yield from _place_faults(sheet, ground)
    yield from _people_faults(sheet, ground)
    yield from _day_faults(sheet)
    for link in sheet.serves:
        yield from serves_faults(link, ground)
    yield from _milestone_faults(sheet, ground)


def serves_faults(link: ServesLink, ground: Ground) -> Iterator[Fault]:
    """What is wrong with what an action is said to serve."""
    if len(link.why) > LONGEST_WHY:
        yield "why", "the text is too long", f"use at most {LONGEST_WHY} characters"
    if link.measure:
        if link.measure not in ground.measures:
            yield "measures", f"there is no measure {link.measure!r}", "give the ref of a measure in use"
        if not link.plan:
            return
    if not link.plan or not link.item:
        yield "serves", "it names no plan item", "write the plan and its item, as plan#item"
    elif link.plan not in ground.items:
        yield "serves", f"there is no plan {link.plan!r}", "give the ref of a plan of the council"
    elif link.item not in ground.items[link.plan]:
        what = f"{link.plan} has no item {link.item!r}"
        yield "serves", what, "give the ref of an item in the plan's latest version"


def is_short_text(text: str) -> bool:
    """Whether it can name something: some words, up to 300 characters, none of them a control character."""
    return bool(text.strip()) and len(text) <= 300 and not _CONTROL.search(text)


def _word_faults(sheet: ActionSheet) -> Iterator[Fault]:
    if not REF.fullmatch(sheet.ref):
        do = "use up to 100 letters, digits, hyphens and underscores"
        yield "ref", f"{sheet.ref!r} cannot stand in an address" if sheet.ref else "there is no ref", do
    if not sheet.title.strip():
        yield "title", "the action has no title", "say in a few words what will be done"
    for column, most in _LONGEST.items():
        text = getattr(sheet, column)
        if len(text) > most:
            yield column, "the text is too long", f"use at most {most:,} characters"
        if _CONTROL.search(text):
            yield column, "there is a control character in the text", "delete it"
    if sheet.kind not in ACTION_KINDS:
        yield "kind", f"{sheet.kind!r} is no kind of action", f"use {' or '.join(ACTION_KINDS)}"
    if sheet.state not in ACTION_STATES:
        yield "state", f"{sheet.state!r} is no state of an action", f"use {', '.join(ACTION_STATES)}"


def _place_faults(sheet: ActionSheet, ground: Ground) -> Iterator[Fault]:
    if sheet.service not in ground.services:
        what = f"there is no service {sheet.service!r}" if sheet.service else "it names no service"
        yield "service", what, "give the ref of a service as it stands today"
    if sheet.plan and sheet.plan not in ground.plans:
        yield "service_plan", f"there is no service plan {sheet.plan!r}", "make it first, or correct the ref"
    elif sheet.plan and ground.plans[sheet.plan] not in ground.services.lineage(sheet.service):
        what = f"{sheet.plan} is the plan of {ground.plans[sheet.plan]}, not of {sheet.service}"
        yield "service_plan", what, "name a plan of the action's own service, or of one above it"
    elif sheet.priority and (sheet.plan, sheet.priority) not in ground.priorities:
        what = f"{sheet.plan or 'no service plan'} has no priority {sheet.priority!r}"
        yield "priority", what, "add the priority to the service plan first"


def _people_faults(sheet: ActionSheet, ground: Ground) -> Iterator[Fault]:
    if sheet.owner and sheet.owner not in ground.owners:
        yield "owner", f"nobody has an account named {sheet.owner!r}", "give a username, or leave it empty"
    for partner in sheet.partners:
        if partner not in ground.partners:
            do = "give the ref of a partner; performance officers add partners"
            yield "partners", f"there is no partner {partner!r}", do


def _day_faults(sheet: ActionSheet) -> Iterator[Fault]:
    if sheet.start and sheet.due and sheet.due < sheet.start:
        yield "due", "the action is due before it starts", "correct one of the two days"
    if sheet.start and sheet.forecast and sheet.forecast < sheet.start:
        yield "forecast", "the action is expected to end before it starts", "correct one of the two days"


def _milestone_faults(sheet: ActionSheet, ground: Ground) -> Iterator[Fault]:
    refs = [each.ref for each in sheet.milestones]
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        yield "milestones", f"the milestone {ref} stands twice", "give each milestone a name of its own"
    for each in sheet.milestones:
        if not REF.fullmatch(each.ref) or not is_short_text(each.title):
            yield "milestones", f"{each.title[:60]!r} is no name for a milestone", "use up to 300 characters"
        kept = ground.baselines.get((sheet.ref, each.ref))
        if kept and kept != each.baseline:
            what = f"the baseline of {each.title!r} is {kept:%-d %B %Y}, and a baseline is never moved"
            yield "milestones", what, "keep that day here, and move its forecast on the action's page"
