"""A sum of money as a paper published it, or a range. Nothing is worked out from it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.tongue import Words

SUM_KINDS = Words(
    {
        "budget": "Budget",
        "gap": "Gap",
        "saving": "Savings",
        "pressure": "Pressure",
        "tax": "Council tax",
        "grant": "Grant",
        "spending": "Spending",
        "contribution": "Developers' contributions",
        "infrastructure": "Infrastructure",
    }
)
QUALIFIERS: Final = ("", "about", "under", "over")
"""How a paper hedges a sum."""


@dataclass(frozen=True, slots=True)
class PublishedSumFacts:
    """A sum in pounds with the paper that printed it, and where in it.

    `lower` and `upper` are the same where one sum was printed. `plan` and `item` say where the paper places
    it; they are empty where it places it nowhere.
    """

    ref: str
    title: str
    kind: str
    lower: Decimal
    upper: Decimal
    qualifier: str
    period: str
    paper: str
    place: str = ""
    note: str = ""
    plan: str = ""
    item: str = ""

    @property
    def is_range(self) -> bool:
        """Whether the paper printed two ends rather than one sum."""
        return self.lower != self.upper

    @property
    def kind_in_words(self) -> str:
        return SUM_KINDS[self.kind]

    @property
    def source(self) -> str:
        """The paper and the place in it, in one line."""
        return ", ".join(said for said in (self.paper, self.place) if said)
