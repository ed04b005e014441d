"""The five ways of looking at an outcome, and through which a measure is read.

Source: Kent County Council, draft 5-year plan 2020-25, "How will we measure success?"
"""

from typing import Final

QUANTITATIVE: Final = "quantitative"
DELIVERY: Final = "delivery"
BUDGETING: Final = "budgeting"
NEEDS: Final = "needs"
QUALITATIVE: Final = "qualitative"
LENSES: Final = (QUANTITATIVE, DELIVERY, BUDGETING, NEEDS, QUALITATIVE)


def lens_of(declared: str, kind: str) -> str:
    """The lens that a link declares; without one, activity is read as need and all else as progress."""
    return declared or (NEEDS if kind == "activity" else QUANTITATIVE)
