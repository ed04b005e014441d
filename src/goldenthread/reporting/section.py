"""The parts of a quarter's report, in the order in which they stand unless an officer moves them."""

from dataclasses import dataclass
from typing import Final

from goldenthread.rules.tongue import Words

SECTIONS: Final = Words(
    {
        "summary": "Summary",
        "red": "Measures rated red",
        "direction": "Direction of travel",
        "activity": "Activity against the expected range",
        "delivery": "Delivery by outcome",
        "risks": "Risks",
        "services": "By service",
        "portfolios": "By portfolio",
    }
)


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """Where one part stands, whether it is shown, and the words around its facts."""

    key: str
    narrative: str = ""
    is_shown: bool = True
    version: int = 0

    @property
    def title(self) -> str:
        return SECTIONS[self.key]

    @property
    def template(self) -> str:
        """The template that shows its facts."""
        return f"reporting/part/{self.key}.html"
