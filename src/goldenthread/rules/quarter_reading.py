"""A quarter's policy read from a mapping: anything that is not understood is refused by name, all at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from goldenthread.rules.quarter import Confidence, JumpRule, QuarterPolicy, RiskLevel
from goldenthread.rules.refusal import Refusal, Refused, refuse

MARKS: Final = ("green", "amber", "red")
MOST_DAYS: Final = 3660
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("ref", "title", "source", "from", "confidences", "jump", "stale_after_days", "reminders", "risk"),
    "confidence": ("code", "word", "meaning", "low", "mark"),
    "jump": ("window", "at_least", "times", "season"),
    "reminders": ("before", "after"),
    "risk": ("likelihoods", "impacts", "levels"),
    "level": ("word", "from", "mark"),
}


def quarter_policy_from(mapping: Mapping[str, Any], file: str = "policy") -> QuarterPolicy:
    """The policy that a mapping states. Raises Refused, naming every part that is not understood."""
    if not isinstance(mapping, Mapping):
        raise refuse("this is no policy for a quarter", f"state {', '.join(_PARTS[''])}", file=file)
    reading = _Reading(file)
    policy = reading.policy(mapping)
    if reading.wrong:
        raise Refused(reading.wrong)
    return policy


class _Reading:
    """One reading of a mapping: collects what is wrong, so that all of it is said at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.wrong: list[Refusal] = []

    def refuse(self, part: str, what: str, do: str) -> None:
        self.wrong.append(Refusal(self.file, None, part, what, do))

    def policy(self, mapping: Mapping[str, Any]) -> QuarterPolicy:
        said = self.parts(mapping, "", "")
        reminders = self.parts(said.get("reminders"), "reminders", "reminders")
        risk = self.parts(said.get("risk"), "risk", "risk")
        likelihoods = self.scale(risk.get("likelihoods"), "risk.likelihoods")
        impacts = self.scale(risk.get("impacts"), "risk.impacts")
        return QuarterPolicy(
            ref=self.text(said, "ref"),
            title=self.text(said, "title"),
            source=self.text(said, "source"),
            since=self.day(said.get("from")),
            confidences=self.confidences(said.get("confidences")),
            jump=self.jump(self.parts(said.get("jump"), "jump", "jump")),
            stale_after_days=self.whole(said, "stale_after_days", "", 1, MOST_DAYS),
            remind_before=self.days(reminders.get("before"), "reminders.before"),
            remind_after=self.days(reminders.get("after"), "reminders.after"),
            likelihoods=likelihoods,
            impacts=impacts,
            risk_levels=self.levels(risk.get("levels"), len(likelihoods) * len(impacts)),
        )

    def parts(self, said: Any, kind: str, at: str) -> Mapping[str, Any]:
        """A mapping with only the parts that this kind has; empty where it is none."""
        known = ", ".join(_PARTS[kind])
        if not isinstance(said, Mapping):
            self.refuse(at, "it is not stated", f"state {known}")
            return {}
        for part in said:
            if part not in _PARTS[kind]:
                self.refuse(f"{at}.{part}".strip("."), "there is no such part", f"use {known}")
        return said

    def listed(self, said: Any, at: str) -> Sequence[Any]:
        if isinstance(said, list) and said:
            return said
        self.refuse(at, "it is not a list with anything in it", "write each entry on its own line after a -")
        return ()

    def text(self, said: Mapping[str, Any], part: str, at: str = "") -> str:
        word = said.get(part)
        if isinstance(word, str) and word.strip() and not (part in ("ref", "code") and "/" in word):
            return " ".join(word.split())
        self.refuse(f"{at}{part}", "there is no text that can be used", f"state the {part} in words")
        return ""

    def whole(self, said: Mapping[str, Any], part: str, at: str, least: int, most: int) -> int:
        number = said.get(part)
        if type(number) is int and least <= number <= most:
            return number
        self.refuse(f"{at}{part}", f"{number} cannot be used", f"give a whole number from {least} to {most}")
        return least

    def decimal(self, said: Mapping[str, Any], part: str, least: str, most: str) -> Decimal:
        number = said.get(part)
        if isinstance(number, int | float | Decimal) and not isinstance(number, bool):
            exact = Decimal(str(number))
            if exact.is_finite() and Decimal(least) <= exact <= Decimal(most):
                return exact
        self.refuse(f"jump.{part}", f"{number} cannot be used", f"give a number from {least} to {most}")
        return Decimal(least)

    def day(self, said: Any) -> date | None:
        if said is None or type(said) is date:
            return said
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            self.refuse("from", f"{said} is not a date", "write it as 2026-04-01")
            return None

    def mark(self, said: Mapping[str, Any], at: str) -> str:
        word = self.text(said, "mark", at)
        if word and word not in MARKS:
            self.refuse(f"{at}mark", f"{word} is not a mark", f"use {', '.join(MARKS)}")
        return word

    def confidences(self, said: Any) -> tuple[Confidence, ...]:
        found = tuple(
            self.one_confidence(self.parts(each, "confidence", f"confidences.{number}"), number)
            for number, each in enumerate(self.listed(said, "confidences"), start=1)
        )
        codes = [each.code for each in found]
        for code in sorted({code for code in codes if code and codes.count(code) > 1}):
            self.refuse("confidences", f"{code} stands there more than once", "give each its own code")
        return found

    def one_confidence(self, said: Mapping[str, Any], number: int) -> Confidence:
        at = f"confidences.{number}."
        low = said.get("low")
        if not isinstance(low, bool):
            self.refuse(f"{at}low", f"{low} cannot be used", "write true or false")
        return Confidence(
            code=self.text(said, "code", at),
            word=self.text(said, "word", at),
            meaning=self.text(said, "meaning", at),
            is_low=low is True,
            mark=self.mark(said, at),
        )

    def jump(self, said: Mapping[str, Any]) -> JumpRule:
        window = self.whole(said, "window", "jump.", 3, 60)
        at_least = self.whole(said, "at_least", "jump.", 3, 60)
        if at_least > window:
            self.refuse("jump.at_least", "it is more than the window holds", f"give at most {window}")
        times = self.decimal(said, "times", "1", "10")
        return JumpRule(window, at_least, times, self.decimal(said, "season", "0", "1"))

    def days(self, said: Any, at: str) -> tuple[int, ...]:
        """Days, the largest first before a date and the smallest first after it: as they come round."""
        if isinstance(said, list) and all(type(each) is int and 0 <= each <= 366 for each in said):
            return tuple(sorted(set(said), reverse=at.endswith("before")))
        self.refuse(at, f"{said} is not a list of days", "write them as [7, 1], or [] for none")
        return ()

    def scale(self, said: Any, at: str) -> tuple[str, ...]:
        words = self.listed(said, at)
        if words and not all(isinstance(each, str) and each.strip() for each in words):
            self.refuse(at, "an entry is not a word", "give a word for each step, the least first")
            return ()
        return tuple(words)

    def levels(self, said: Any, most: int) -> tuple[RiskLevel, ...]:
        found = []
        for number, each in enumerate(self.listed(said, "risk.levels"), start=1):
            at = f"risk.levels.{number}"
            level = self.parts(each, "level", at)
            least = self.whole(level, "from", f"{at}.", 1, max(1, most))
            found.append(RiskLevel(self.text(level, "word", f"{at}."), least, self.mark(level, f"{at}.")))
        starts = [level.least_score for level in found]
        if starts and (starts[0] != 1 or starts != sorted(set(starts))):
            self.refuse(
                "risk.levels", "the levels do not rise from 1", "begin at 1, each higher than the last"
            )
        return tuple(found)
