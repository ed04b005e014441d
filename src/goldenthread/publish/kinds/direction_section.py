"""The direction-of-travel summary in the form of the report of 2017."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goldenthread.kit.verdict import mark_of
from goldenthread.plan.queries import PlanView
from goldenthread.publish.block import Block, Cell, Column, Table, VerdictLine, said
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import number_cell, ref_of
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent
from goldenthread.rules.policy import Policy
from goldenthread.rules.sentence import MARK_WORDS
from goldenthread.thread.outline import GROUP_TITLES, kind_title
from goldenthread.thread.plan_page import judged_items, summary
from goldenthread.thread.standing import SIDES, Going, Standing, Standings

WINDOWS = {"one_year": "direction_1y", "three_year": "direction_3y", "overall": "overall"}


@dataclass(frozen=True, slots=True)
class Travel:
    """How a plan's items are going, by which policy, and the releases behind each item's measures."""

    view: PlanView
    going: Standings
    policy: Policy
    releases: Mapping[str, tuple[str, ...]]

    @property
    def judged(self) -> tuple[PlanItem, ...]:
        """The items that a summary counts."""
        return judged_items(self.view.document.items, self.going)

    def beneath(self, ref: str) -> tuple[PlanItem, ...]:
        """The counted items right beneath an item."""
        return by_parent(self.judged).get(ref, ())


def window_title(window: str) -> str:
    """What a window is called over a column."""
    titles = {"one_year": _("One year"), "three_year": _("Three years"), "overall": _("Overall")}
    return titles[window]


def whole_summary(travel: Travel) -> Told:
    """The sentence, the overall word, the counts, a table for each outcome, and the asterisks' notes."""
    judged = travel.judged
    if not judged:
        words = _("No direction of travel is published for this plan yet, and no measure of it gives one.")
        return Told((said(words),))
    top = travel.view.document.items[0]
    heads = [item for item in travel.view.document.items if travel.beneath(item.ref)]
    return joined(
        (
            Told((said(sentence_of(judged, travel)),)),
            standing_lines(top, travel, ("overall",)) if top not in judged else Told(),
            counts(judged, travel),
            *(outcome_table(head, travel) for head in heads),
            Told((said(basis(travel)),)),
        )
    )


def sentence_of(judged: Sequence[PlanItem], travel: Travel) -> str:
    """How many are improving or maintaining over one year, and improving over three."""
    one, three = (dict(travel.going.counts(judged, name)) for name in ("one_year", "three_year"))
    return summary(len(judged), judged[0].kind, one, three)


def counts(judged: Sequence[PlanItem], travel: Travel) -> Told:
    """How many stand where over one year and three: a table, and a fact for each number."""
    windows = ("one_year", "three_year")
    held = {name: dict(travel.going.counts(judged, name)) for name in windows}
    rows = tuple(
        (Cell(word(side, travel), verdict=side), *(number_cell(held[name][side]) for name in held))
        for side in SIDES
    )
    columns = (Column(_("Direction")), *(Column(window_title(name), is_numeric=True) for name in held))
    caption = _("How many stand where: {what}").format(what=_group(judged))
    table = Table("direction-counts", caption, columns, rows, source=source(travel))
    return Told((table,), count_facts(judged, travel, travel.view.document.ref, _group(judged)))


def count_facts(judged: Sequence[PlanItem], travel: Travel, key: str, what: str) -> tuple[Fact, ...]:
    """How many of some items stand where over one year and three, as facts `count/<key>/<window>/<side>`."""
    held = {name: dict(travel.going.counts(judged, name)) for name in ("one_year", "three_year")}
    caption = _("How many stand where: {what}").format(what=what)
    return tuple(
        Fact(
            key=f"count/{key}/{WINDOWS[name]}/{side}",
            about=f"{caption}, {word(side, travel)}, {window_title(name)}",
            text=str(held[name][side]),
            value=str(held[name][side]),
            rule=rule_of(travel.policy),
        )
        for name in held
        for side in SIDES
    )


def beneath_counts(head: PlanItem, travel: Travel) -> Told:
    """How many of the items right beneath one are going how: the sentence, and a fact for each number."""
    below = travel.beneath(head.ref)
    if not below:
        return Told()
    what = _("{what} of {title}").format(what=_group(below), title=head.title)
    key = f"{travel.view.document.ref}/{head.ref}"
    return Told((said(sentence_of(below, travel)),), count_facts(below, travel, key, what))


def _group(judged: Sequence[PlanItem]) -> str:
    kind = judged[0].kind
    return GROUP_TITLES.get(kind, kind_title(kind).lower())


def outcome_table(head: PlanItem, travel: Travel) -> Told:
    """One outcome's table as the report prints it: each supporting outcome over one year and three."""
    below = travel.beneath(head.ref)
    if not below:
        return Told()
    windows = ("one_year", "three_year")
    rows = tuple(
        (Cell(item.title), *(standing_cell(travel.going.of(item.ref), name, travel) for name in windows))
        for item in below
    )
    columns = (
        Column(kind_title(below[0].kind)),
        *(Column(window_title(name)) for name in windows),
    )
    notes = asterisk_notes((travel.going.of(item.ref) for item in below), windows)
    table = Table(
        ref_of("direction", head.ref),
        _("Direction of travel: {outcome}").format(outcome=head.title),
        columns,
        rows,
        notes,
        source(travel),
    )
    facts = tuple(fact for item in (head, *below) for fact in standing_facts(item, travel))
    return Told((table, *standing_lines(head, travel, ("overall",)).blocks), facts)


def told_in_summary(head: PlanItem, travel: Travel) -> Told:
    """Where the outcome's table stands already: that it does, its overall line, and the table's facts."""
    whole = outcome_table(head, travel)
    if not whole.blocks:
        return whole
    words = said(_("The direction of travel summary shows each of them, over one year and three."))
    return Told((words, *(each for each in whole.blocks if not isinstance(each, Table))), whole.facts)


def standing_lines(item: PlanItem, travel: Travel, windows: Sequence[str]) -> Told:
    """A line for each window in which an item has a direction, and its facts."""
    going = travel.going.of(item.ref)
    lines: list[Block] = []
    for name in windows:
        standing = getattr(going, name)
        if standing is not None:
            lines.append(_line(item, standing, name, travel))
    return Told(tuple(lines), standing_facts(item, travel) if lines else ())


def _line(item: PlanItem, standing: Standing, window: str, travel: Travel) -> VerdictLine:
    return VerdictLine(
        standing.verdict,
        word(standing.verdict, travel),
        f"{item.title}. {how_known(standing)}",
        question(window),
        rule_named(standing, travel),
        notes=tuple(MARK_WORDS[mark] for mark in standing.marks),
    )


def question(window: str) -> str:
    """What a window asks."""
    if window == "overall":
        return _("Direction of travel, both windows together")
    over = {"one_year": _("over one year"), "three_year": _("over three years")}[window]
    return _("Direction of travel {over}").format(over=over)


def how_known(standing: Standing) -> str:
    """Whether it was printed or is added up here."""
    return _("As the council published it.") if standing.published else _("Added up from what is beneath it.")


def standing_facts(item: PlanItem, travel: Travel) -> tuple[Fact, ...]:
    """A fact for each window in which the item has a direction."""
    going, plan = travel.going.of(item.ref), travel.view.document.ref
    return tuple(
        Fact(
            key=f"direction/{plan}/{item.ref}/{question_name}",
            about=f"{item.title}: {question(name)}",
            text=f"{word(standing.verdict, travel)}{'*' if standing.single else ''}",
            verdict=standing.verdict,
            rule=rule_named(standing, travel),
            releases=() if standing.published else travel.releases.get(item.ref, ()),
        )
        for name, question_name in WINDOWS.items()
        if (standing := getattr(going, name)) is not None
    )


def standing_cell(going: Going, window: str, travel: Travel) -> Cell:
    """A direction in a table, with an asterisk where one measure is all that it rests on."""
    standing = getattr(going, window)
    if standing is None:
        return Cell(_("no direction"))
    shown = word(standing.verdict, travel)
    return Cell(f"{shown}*" if standing.single else shown, verdict=standing.verdict)


def asterisk_notes(several: Iterable[Going], windows: Sequence[str]) -> tuple[str, ...]:
    """What an asterisk in a table means, where there is one."""
    held = (getattr(going, name) for going in several for name in windows)
    starred = any(each is not None and each.single for each in held)
    return (_("* Based on the single outcome measure available."),) if starred else ()


def word(verdict: str, travel: Travel) -> str:
    """The policy's word for a direction."""
    return travel.policy.word(verdict) or mark_of(verdict).word


def rule_of(policy: Policy) -> str:
    """The roll-up's name as a verdict signs it: `policy/rule@version`."""
    return f"{policy.ref}/sides@{policy.roll_up.version}" if policy.roll_up else policy.ref


def rule_named(standing: Standing, travel: Travel) -> str:
    """By what an item stands where it does: what was printed, or the policy's adding up."""
    return f"published/{travel.view.document.ref}" if standing.published else rule_of(travel.policy)


def source(travel: Travel) -> str:
    """Whose directions these are."""
    document = travel.view.document
    return ", ".join(part for part in (document.body, document.title) if part)


def basis(travel: Travel) -> str:
    """Where the words of the summary come from."""
    going = [travel.going.of(item.ref) for item in travel.judged]
    held = [each for one in going for each in (one.one_year, one.three_year) if each]
    if all(each.published for each in held):
        return _("These directions are those that the council published; none was worked out again.")
    return _(
        "Directions that the council published stand as they are; the others are added up by {policy}."
    ).format(policy=travel.policy.title)
