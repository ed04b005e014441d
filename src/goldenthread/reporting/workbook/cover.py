"""What the first sheet of an Excel return says."""

from datetime import datetime
from typing import Final

from goldenthread.kit.format import count_of, day
from goldenthread.reporting.workbook.held import Held

HOW: Final = (
    (
        "Fill in",
        "The white columns of the sheets Figures and Actions. The grey ones are there to help you; "
        "leave them as they are.",
    ),
    (
        "Figures",
        "A value, or a numerator and a denominator where the measure has them: the value is then "
        "worked out. Numbers without %, £ or commas. No figure this time? Choose the status missing and "
        "say why.",
    ),
    (
        "Red figures",
        "A comment. Where the figure fails its floor standard also a management action, who owns it and "
        "by when.",
    ),
    (
        "Actions",
        "A confidence from the list and one sentence. A forecast date, help wanted or a risk where the "
        "confidence is low or something has changed.",
    ),
    (
        "Milestones",
        "Only those that moved or were reached, one on each line: survey: 31/12/2026, or "
        "survey: reached 30/11/2026.",
    ),
    (
        "Hand it over",
        "On the page where you downloaded it. First you see what would change; nothing is kept until you "
        "agree.",
    ),
    (
        "If something is wrong",
        "Nothing is kept. You get this workbook back with each wrong cell marked, and a sheet that lists "
        "them.",
    ),
    (
        "If others work too",
        "What somebody else entered after your download stays, unless you changed the same cell: then you "
        "are asked.",
    ),
)


def cover_lines(held: Held, now: datetime) -> list[tuple[str, str]]:
    """What the workbook is for, and how to fill it in: names and words."""
    services = sorted({held.returns[key[0]].title for key in (*held.figures, *held.actions)})
    named = ", ".join(services) if len(services) <= 5 else count_of(len(services), "service")
    figures, actions = count_of(len(held.figures), "figure"), count_of(len(held.actions), "action")
    return [
        ("Period", f"{held.title} ({held.period})"),
        ("Services", named or "none"),
        ("Asked for", f"{figures} and {actions}"),
        ("Due", day(held.due) if held.due else "no date"),
        ("Downloaded", f"{day(now.date())} at {now:%H:%M}"),
        ("", ""),
        *HOW,
    ]
