"""The one thing to do next with an edition, for whoever has never seen one."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.people.access import Officer
from goldenthread.publish.access import may_freeze_edition
from goldenthread.publish.queries.edition import EditionFacts


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, in a sentence, and the button that does it; without one there is nothing to press."""

    said: str
    button: str = ""
    href: str = ""


def next_step(edition: EditionFacts, is_ready: bool, officer: Officer) -> Step:
    """What this person may do next with the edition."""
    if edition.state == "withdrawn":
        return Step(_("This edition was withdrawn. The public reads a notice in its place."))
    if not may_freeze_edition(officer):
        return Step(_("Strategy and performance officers arrange this edition, freeze it and publish it."))
    if edition.state == "draft":
        return _of_draft(edition, is_ready)
    if edition.is_public:
        said = _("The public reads this edition. See what it would say with today’s figures.")
        return Step(said, _("Compare with today"), reverse("edition-comparison", args=[edition.ref]))
    if edition.publish_at:
        said = _("This edition is frozen, and becomes public on {day}.").format(day=day(edition.publish_at))
        return Step(said, _("Change when it is public"), reverse("publish-edition", args=[edition.ref]))
    said = _("This edition is frozen. Nobody but officers sees it until you publish it.")
    return Step(said, _("Publish it"), reverse("publish-edition", args=[edition.ref]))


def _of_draft(edition: EditionFacts, is_ready: bool) -> Step:
    if not is_ready:
        return Step(_("Do first what is marked “To do first” below. Then you can freeze the edition."))
    said = _(
        "Open each chapter, add your words, and read it through. "
        "Then freeze it: that fixes every figure and word for good."
    )
    return Step(said, _("Freeze it"), reverse("freeze-edition", args=[edition.ref]))
