"""What a plan's state means, which state may follow which, and what a reader is told of it."""

from collections.abc import Iterator

from goldenthread.rules.plan import Decided
from goldenthread.rules.refusal import Refusal
from goldenthread.rules.tongue import Words, say

FOLLOWS: dict[str, tuple[str, ...]] = {
    "draft": ("consultation", "adopted", "not_adopted"),
    "consultation": ("draft", "adopted", "not_adopted"),
    "adopted": ("replaced", "closed"),
    "not_adopted": ("replaced", "closed"),
    "replaced": (),
    "closed": (),
}
WORDS = Words(
    {
        "draft": "Draft",
        "consultation": "Out for consultation",
        "adopted": "Adopted",
        "not_adopted": "Never adopted",
        "replaced": "Replaced",
        "closed": "Closed",
    }
)
_BANNERS = Words(
    {
        "draft": "This plan is a draft. It has not been adopted.",
        "consultation": "This plan is out for consultation. It has not been adopted.",
        "not_adopted": "This plan was never adopted.",
        "replaced": "This plan has been replaced. It is kept for the record.",
        "closed": "This plan is closed. It is kept for the record.",
    }
)
EDITABLE = ("draft", "consultation")


def banner(state: str, public: bool) -> str:
    """What must stand above a plan in that state; empty where there is nothing to warn of."""
    told = _BANNERS.get(state, "")
    return told if public else f"{told} {say('Not published: only officers see this version.')}".strip()


def state_faults(plan: str, before: str, after: str, decided: Decided | None) -> Iterator[Refusal]:
    """Why a plan in state `before` may not be put into state `after`; nothing where it may."""
    allowed = FOLLOWS.get(before, ())
    if after not in allowed:
        what = f"{WORDS[before].lower()} cannot be followed by {WORDS.get(after, after).lower()}"
        do = (
            f"choose {' or '.join(WORDS[state].lower() for state in allowed)}"
            if allowed
            else "start a new version"
        )
        yield Refusal(plan, None, "state", what, do)
    if after == "adopted" and (decided is None or not decided.body or decided.on is None):
        what = "an adopted plan needs the body that adopted it and the day"
        yield Refusal(
            plan, None, "decided", what, "give the body, the day and, where there is one, the minute"
        )
