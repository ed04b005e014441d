"""The sheets of the Excel return and their columns: one list from which it is written, read and marked."""

from dataclasses import dataclass
from typing import Final

FIGURES: Final = "Figures"
ACTIONS: Final = "Actions"
COVER: Final = "Start here"
LISTS: Final = "Lists"
TO_CORRECT: Final = "What to correct"

KEY, CONTEXT, ENTRY, MARK = "key", "context", "entry", "mark"
TEXT, NUMBER, DAY, CHOICE = "text", "number", "day", "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `use` says whether it names the row, helps to read it, or is filled in.

    A column of use `mark` holds what the row was when the workbook was downloaded. `longest` is the most
    characters that an entry may have.
    """

    name: str
    heading: str
    width: int
    use: str
    kind: str = TEXT
    note: str = ""
    longest: int = 5000


_MARK = Column(
    "mark", "Row mark", 8, MARK, note="How the row was when this was downloaded. Leave it as it is."
)

FIGURE_COLUMNS: Final = (
    Column("service", "Service ref", 18, KEY, note="Which service returns it. Leave it as it is."),
    Column("measure", "Measure ref", 22, KEY, note="Which measure it is. Leave it as it is."),
    Column("area", "Area code", 12, KEY, note="Which area it is for. Leave it as it is."),
    Column("period", "Period ref", 16, KEY, note="Which period it is for. Leave it as it is."),
    _MARK,
    Column("service_title", "Service", 22, CONTEXT),
    Column("title", "Measure", 46, CONTEXT),
    Column("area_title", "Area", 18, CONTEXT),
    Column("period_title", "Period", 14, CONTEXT),
    Column("unit", "Unit", 14, CONTEXT),
    Column("last", "Last time", 22, CONTEXT, note="The figure before, and its period."),
    Column("target", "Target", 12, CONTEXT, note="What is aimed for by now."),
    Column("value", "Value", 12, ENTRY, NUMBER, "The figure as a number, without %, £ or commas.", 40),
    Column("numerator", "Numerator", 12, ENTRY, NUMBER, "The number above the line, where it has one.", 40),
    Column(
        "denominator", "Denominator", 12, ENTRY, NUMBER, "The number below the line, where it has one.", 40
    ),
    Column("status", "Figure status", 13, ENTRY, CHOICE, "Empty means normal. Choose from the list.", 20),
    Column("comment", "Comment", 44, ENTRY, note="What explains the figure. Needed where it is red."),
    Column(
        "management_action", "Management action", 44, ENTRY, note="What is done about it, below the floor."
    ),
    Column("management_owner", "Action owner", 22, ENTRY, note="Who answers for it.", longest=150),
    Column("management_due", "Action due", 12, ENTRY, DAY, "By when, such as 31/12/2026."),
)

ACTION_COLUMNS: Final = (
    Column("service", "Service ref", 18, KEY, note="Which service reports it. Leave it as it is."),
    Column("action", "Action ref", 22, KEY, note="Which action it is. Leave it as it is."),
    Column("period", "Period ref", 16, KEY, note="Which quarter it is for. Leave it as it is."),
    _MARK,
    Column("service_title", "Service", 22, CONTEXT),
    Column("title", "Action", 46, CONTEXT),
    Column("due", "Due", 12, CONTEXT, DAY),
    Column("last", "Last time", 40, CONTEXT, note="The confidence and the sentence of the last return."),
    Column("planned", "Milestones as they stand", 40, CONTEXT, note="Each with its ref and its date."),
    Column("confidence", "Confidence", 14, ENTRY, CHOICE, "How sure it is. Choose from the list.", 20),
    Column("sentence", "How it stands", 50, ENTRY, note="One sentence."),
    Column("forecast", "Forecast date", 13, ENTRY, DAY, "When it will be done, where that moved."),
    Column("help_wanted", "Help wanted", 36, ENTRY, note="What would help, and from whom."),
    Column("risk", "Risk", 36, ENTRY, note="What may go wrong now."),
    Column(
        "milestones",
        "Milestones moved",
        36,
        ENTRY,
        note="One a line: its ref, a colon, then its new date, or the word reached.",
    ),
)

SHEETS: Final = {FIGURES: FIGURE_COLUMNS, ACTIONS: ACTION_COLUMNS}


def columns(sheet: str, use: str) -> tuple[Column, ...]:
    """The columns of one sheet that are of one use."""
    return tuple(column for column in SHEETS[sheet] if column.use == use)


def named(sheet: str, name: str) -> Column:
    """The column of that name. Raises KeyError where the sheet has none."""
    found = {column.name: column for column in SHEETS[sheet]}
    return found[name]
