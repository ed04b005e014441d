"""Codes of the budget in the words of a resident."""

from typing import Final

from goldenthread.finance.queries.version import VersionFacts
from goldenthread.rules.tongue import Words, say

LAW: Final = Words(
    {
        "demand_led": "The law says that everyone who needs it must get it",
        "level": "The law says that it must be there; the council decides how much of it",
        "discretionary": "The council may choose to do it or not",
        "enabling": "It keeps the council running",
    }
)
"""What makes the council spend the money."""

LAW_NAMES: Final = Words(
    {
        "demand_led": "Must be met (statutory)",
        "level": "Must be there (statutory)",
        "discretionary": "Chosen (discretionary)",
        "enabling": "Running the council",
    }
)

SOURCES: Final = Words(
    {
        "council_tax": "Council tax",
        "business_rates": "Business rates",
        "general_grant": "Government grants for anything",
        "specific_grant": "Government grants for one purpose",
        "schools_grant": "Grant for schools and high needs",
        "public_health": "Grant for public health",
        "pooled": "Funds shared with partners",
        "collection_fund": "Left from last year’s council tax and rates",
        "reserves": "Taken out of reserves",
        "schools_deficit": "Added to what is owed for high needs",
    }
)
"""Where money comes from, in the order in which it is told."""

STEPS: Final = Words(
    {
        "one_offs": "Last year’s one-off items end",
        "full_year": "Last year’s changes now cost for a whole year",
        "price": "Prices and wages",
        "demand": "Growing need",
        "base": "Corrections to last year’s budget",
        "demography": "More people who need services",
        "pay": "Pay",
        "legislative": "New duties and laws",
        "service": "How services are run",
        "grant": "Grants and income lost",
        "efficiency": "Savings: the same for less",
        "transformation": "Savings: new ways of working",
        "income": "Savings: more income",
        "policy": "Savings: less is offered",
        "financing": "Savings: costs of borrowing",
        "avoidance": "Savings: costs avoided",
        "one_off": "Savings for one year only",
        "unidentified": "Savings still to be found",
    }
)
"""Why spending changes from year to year, in the order of the bridge. A change's own price is `price`."""

SAVING_STEPS: Final = (
    "efficiency",
    "transformation",
    "income",
    "policy",
    "financing",
    "avoidance",
    "one_off",
    "unidentified",
)

RESERVES: Final = Words(
    {
        "general": "For anything",
        "earmarked": "For one purpose",
        "schools_deficit": "Owed: high needs has cost more than its grant",
    }
)


SHORT_OF: Final = Words({"collection_fund": "Shortfall from last year’s council tax and rates"})
"""What a source is called where it takes money away."""


def standing(version: VersionFacts) -> str:
    """What a budget that is not agreed is, in a few words; empty of one that is agreed."""
    if version.illustrative:
        return say("an example, no council’s budget")
    return "" if version.is_agreed else say("proposed, not agreed")
