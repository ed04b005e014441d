"""What the words of a definition mean, as choices that people read."""

KIND_WORDS = {
    "outcome": "Outcome: a condition of people or places",
    "performance": "Performance: how well a service works",
    "activity": "Activity: demand, or how much is done",
}
YEAR_WORDS = {
    "calendar": "Calendar, from January",
    "financial": "Financial, from April",
    "academic": "Academic, from September",
    "academic-august": "Academic, from August",
}
