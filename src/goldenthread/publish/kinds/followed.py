"""How one part of a plan followed another, in plain sentences."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.plan.succession import SuccessionEnd, SuccessionView
from goldenthread.publish.block import Run

_WHERE = "{where}"


def links_said(later: Sequence[SuccessionView]) -> str:
    """Where something goes on, a sentence for each link, and whose reading that is, said once for each."""
    held: dict[str, list[str]] = {}
    for link in later:
        held.setdefault(reading_said(link), []).append(later_said(link))
    return " ".join(f"{' '.join(sentences)} {whose}" for whose, sentences in held.items())


def reading_said(link: SuccessionView) -> str:
    """Whether the council says so, or somebody who read the plans."""
    council = link.whose_reading == "council"
    return _("This is the council's own statement.") if council else _("This is a reading of the plans.")


def later_said(link: SuccessionView) -> str:
    """What came after: "It is merged into “Children” in The later plan: early years are part of it."."""
    return "".join(run.text for run in later_line(link))


def later_line(link: SuccessionView) -> tuple[Run, ...]:
    """The same with a link to it."""
    how, note = _how(link)
    if link.later is None:
        said = _("Nothing follows it: {how}.").format(how=": ".join(each for each in (how, note) if each))
        return (Run(said if how else _("Nothing follows it.")),)
    sentences = {
        "continued": _("It goes on in {where}"),
        "split": _("A part of it goes on in {where}"),
        "merged": _("It is merged into {where}"),
        "narrowed": _("It is narrowed to {where}"),
    }
    return _line(sentences, link.later, how, note)


def earlier_line(link: SuccessionView) -> tuple[Run, ...]:
    """What came before, with a link to it."""
    how, note = _how(link)
    sentences = {
        "continued": _("It goes on from {where}"),
        "split": _("It takes over a part of {where}"),
        "merged": _("It takes over {where}"),
        "narrowed": _("It is narrower than {where}, which it follows"),
    }
    return _line(sentences, link.earlier, how, note, _("It follows {where}"))


def _line(
    sentences: dict[str, str], end: SuccessionEnd, how: str, note: str, other: str = ""
) -> tuple[Run, ...]:
    """The sentence for a way of following; one that has none is told in its own words after a colon."""
    sentence = sentences.get(_way(how))
    more = note if sentence else ": ".join(each for each in (how, note) if each)
    before, _place, after = (sentence or other or sentences["continued"]).partition(_WHERE)
    href = reverse("item", args=[end.plan, end.item]) if end.item else reverse("plan", args=[end.plan])
    joint = ": " if end.item else ". "
    ending = f"{after}{joint}{more}." if more else f"{after}."
    return Run(before), Run(_named(end), href), Run(ending)


def _named(end: SuccessionEnd) -> str:
    if not end.item:
        return end.plan_title
    return _("“{title}” in {plan}").format(title=end.title, plan=end.plan_title)


def _way(how: str) -> str:
    """The first word of "continued in", "split into" and their like; other words are no such way."""
    first, _space, rest = how.partition(" ")
    return first if rest in ("", "in", "into", "to") else ""


def _how(link: SuccessionView) -> tuple[str, str]:
    """How one thing followed another, and the note after it, without their full stops."""
    how, _stop, note = link.how.replace("_", " ").strip().partition(". ")
    how = how.rstrip(".")
    return f"{how[:1].lower()}{how[1:]}", note.strip().rstrip(".")
