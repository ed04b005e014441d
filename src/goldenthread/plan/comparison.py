"""What would change, item by item, if one plan took the place of another."""

from dataclasses import dataclass

from goldenthread.plan.row import Words, item_words, join_list, plan_words
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.plan_tree import by_ref


@dataclass(frozen=True, slots=True)
class WordChange:
    """One column that would read differently."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that would read differently, and in what."""

    ref: str
    title: str
    words: tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class PlanRehearsal:
    """What an import would do, before it does it. `plan` holds changes to the plan's own facts."""

    ref: str
    title: str
    is_new: bool
    plan: tuple[WordChange, ...]
    added: tuple[PlanItem, ...]
    changed: tuple[ItemChange, ...]
    removed: tuple[PlanItem, ...]
    same: int
    differs: bool


def compare(before: PlanDocument | None, after: PlanDocument) -> PlanRehearsal:
    """What putting `after` in place of `before` would add, change and remove, by ref."""
    old = by_ref(before.items) if before else {}
    new = by_ref(after.items)
    kept = [(old[ref], item) for ref, item in new.items() if ref in old]
    changed = tuple(
        ItemChange(then.ref, then.title, word_changes(item_words(now), item_words(then)))
        for now, then in kept
        if now != then
    )
    return PlanRehearsal(
        ref=after.ref,
        title=after.title,
        is_new=before is None,
        plan=word_changes(plan_words(before), plan_words(after)) if before else (),
        added=tuple(item for ref, item in new.items() if ref not in old),
        changed=changed,
        removed=tuple(item for ref, item in old.items() if ref not in new),
        same=len(kept) - len(changed),
        differs=before != after,
    )


def word_changes(before: dict[str, Words], after: dict[str, Words]) -> tuple[WordChange, ...]:
    """The columns that differ, with lists written as in one cell."""
    return tuple(
        WordChange(column, _cell(words), _cell(after[column]))
        for column, words in before.items()
        if words != after[column]
    )


def _cell(words: Words) -> str:
    return words if isinstance(words, str) else join_list(words)
