"""How an editor arranged a report: what the facts make today, in the order and with the words given to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.publish.document import Part, Section

FACTS = "facts"
OWN_KINDS = {"words": "Words", "quotation": "Quotation", "call_out": "Call-out"}
"""What an editor may add, and how each is called."""


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One part as it is written down: a place for facts, or an editor's own words."""

    kind: str
    key: str
    title: str = ""
    text: str = ""
    by: str = ""
    is_shown: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class HeldChapter:
    """One chapter as it is written down. Without parts nobody has arranged anything inside it yet."""

    key: str
    title: str = ""
    is_shown: bool = True
    is_own: bool = False
    parts: tuple[HeldPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ArrangedPart:
    """One part in its place. `section` is what is worked out for it today; own words have none."""

    held: HeldPart
    section: Section | None = None
    is_new: bool = False

    @property
    def is_gone(self) -> bool:
        """It was worked out when it was arranged, and is no longer."""
        return self.held.kind == FACTS and self.section is None

    @property
    def title(self) -> str:
        return self.held.title or (self.section.title if self.section else "")

    @property
    def anchor(self) -> str:
        """What names it on a page."""
        return self.held.key.replace("/", "-")


@dataclass(frozen=True, slots=True)
class ArrangedChapter:
    """One chapter in its place. `worked` is what is worked out for it today; an own chapter has none."""

    held: HeldChapter
    parts: tuple[ArrangedPart, ...]
    worked: Part | None = None
    is_new: bool = False

    @property
    def is_gone(self) -> bool:
        return not self.held.is_own and self.worked is None

    @property
    def title(self) -> str:
        return self.held.title or (self.worked.title if self.worked else "")

    @property
    def has_news(self) -> bool:
        """The chapter, or a part of it, was not there when somebody arranged it."""
        return self.is_new or any(each.is_new for each in self.parts)

    @property
    def own_words(self) -> bool:
        """Whether an editor wrote something in it."""
        return any(each.held.text for each in self.parts)

    @property
    def shown(self) -> tuple[ArrangedPart, ...]:
        """The parts that readers see."""
        return tuple(each for each in self.parts if each.held.is_shown and not each.is_gone)


def arranged(worked: Sequence[Part], held: Sequence[HeldChapter]) -> tuple[ArrangedChapter, ...]:
    """The chapters in the editor's order; those that are new since then join where they are worked out."""
    made, written = {each.key: each for each in worked}, {each.key: each for each in held}
    keys = joined([each.key for each in held], [each.key for each in worked])
    return tuple(
        _chapter(made.get(key), written.get(key, HeldChapter(key)), bool(held) and key not in written)
        for key in keys
    )


def joined(held: Iterable[str], worked: Iterable[str]) -> list[str]:
    """The held order, with each key that is new put after the one it follows where it is worked out."""
    order, before = list(held), -1
    for key in worked:
        if key in order:
            before = order.index(key)
        else:
            before += 1
            order.insert(before, key)
    return order


def _chapter(worked: Part | None, held: HeldChapter, is_new: bool) -> ArrangedChapter:
    made = {each.key: each for each in (worked.sections if worked else ())}
    written = {each.key: each for each in held.parts}
    parts = tuple(
        ArrangedPart(
            written.get(key, HeldPart(FACTS, key)),
            made.get(key),
            bool(written) and key not in written,
        )
        for key in joined(written, made)
    )
    return ArrangedChapter(held, parts, worked, is_new)
