"""What the published record says of the work on one plan item."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.delivering import Deliverer
from goldenthread.delivery.sheet import ActionSeen


@dataclass(frozen=True, slots=True)
class Evidence:
    """The published actions that serve an item, and what was promised or asked of it in public."""

    doing: Sequence[Deliverer]
    promises: Sequence[Promise]

    @property
    def actions(self) -> tuple[ActionSeen, ...]:
        """How each action stands."""
        return tuple(each.seen for each in self.doing if each.seen is not None)

    @property
    def done(self) -> str:
        """The actions and promises by name, with the milestones reached."""
        return ". ".join((*self._done_actions(), *self._promised()))

    @property
    def standing(self) -> tuple[str, ...]:
        """Where each action and each promise stands."""
        told = (
            f"{each.title} ({each.service}): {each.seen.standing_in_words}"
            for each in self.doing
            if each.seen
        )
        return (*told, *self._promised())

    def _done_actions(self) -> tuple[str, ...]:
        if not self.actions:
            return ()
        named = ", ".join(f"{each.title} ({each.service})" for each in self.doing if each.seen)
        told = _("Published actions done: {actions}").format(actions=named)
        reached = sum(1 for each in self.actions for one in each.sheet.milestones if one.reached)
        return (told, *((_("Milestones reached: {count}").format(count=reached),) if reached else ()))

    def _promised(self) -> tuple[str, ...]:
        return tuple(
            _("{whom}: {state}").format(whom=each.with_whom, state=each.state_in_words.lower())
            for each in self.promises
        )
