"""Every shared part on one page, to be looked at: `python tests/areas/kit/gallery.py FILE.html`.

The figures are invented and say so.
"""

import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from goldenthread.kit.bar_chart import bar_chart
from goldenthread.kit.direction_strip import direction_strip
from goldenthread.kit.figure import Bar, Figure, Line, Panel, Point
from goldenthread.kit.line_chart import Guides, line_chart
from goldenthread.kit.part import Download, Link, Row, Task
from goldenthread.kit.small_multiples import small_multiples
from goldenthread.kit.tile_map import KENT_AND_MEDWAY, tile_map
from tests.areas.kit import judged_figures

PAGE = Path(__file__).with_suffix(".html")
SHARES = (58, 71, 49, 64, 77, 55, 82, 79, 62, 66, 60, 57, 84)
COUNTS = (("improving", 5), ("maintaining", 8), ("mixed", 6), ("not_improving", 1))


def yearly(first: int, values: str, **last: str) -> tuple[Point, ...]:
    """Points one year apart; "-" is a missing figure; `last` says what is particular about the last."""
    written = values.split()
    points = []
    for n, text in enumerate(written):
        value = None if text == "-" else Decimal(text)
        extra = last if n == len(written) - 1 else {}
        status = extra.get("status", "missing" if value is None else "normal")
        points.append(
            Point(date(first + n, 1, 1), str(first + n), value, status=status, note=extra.get("note", ""))
        )
    return tuple(points)


def with_break(points: tuple[Point, ...], year: int) -> tuple[Point, ...]:
    return tuple(Point(p.at, p.label, p.value, status="break") if p.at.year == year else p for p in points)


def with_interval(points: tuple[Point, ...], half: str) -> tuple[Point, ...]:
    width = Decimal(half)
    return tuple(
        Point(p.at, p.label, p.value, p.value - width, p.value + width) if p.value is not None else p
        for p in points
    )


def figures() -> list[Figure]:
    """One of each chart, with everything that it can show."""
    source = "Invented for this gallery"
    england = Line("England", yearly(2009, "6.4 6.1 6.2 5.9 5.6 5.1 4.6 4.2 3.9"))
    young = yearly(2009, "6.2 5.6 5.2 5.1 6.0 5.0 4.8 3.0 2.8", status="provisional", note="Not a full year")
    values: dict[str, Decimal | None] = {
        tile.code: Decimal(share) for tile, share in zip(KENT_AND_MEDWAY, SHARES, strict=True)
    }
    values["E07000108"] = None
    monthly = tuple(
        Point(
            date(2023 + n // 12, n % 12 + 1, 1),
            f"{date(2023 + n // 12, n % 12 + 1, 1):%B %Y}",
            Decimal(900 + n * 13 % 170),
        )
        for n in range(36)
    )
    schools = with_break(with_interval(yearly(2010, "68 71 73 75 74 70 - 62.2 63.1"), "1.8"), 2017)
    capped = (*yearly(2013, "2.1 1.4 0.9"), Point(date(2016, 1, 1), "2016", Decimal("0.5"), qualifier="<"))
    return [
        line_chart(
            "neet",
            "Young people not in education, employment or training",
            young,
            subtitle="Aged 16 to 18, %, Kent",
            unit="%",
            decimals=1,
            guides=Guides(Decimal("2.5"), Decimal(4), benchmark=england),
            verdict="Improving",
            source=source,
        ),
        line_chart(
            "gcse",
            "Pupils reaching the expected standard",
            schools,
            subtitle="%, Kent",
            unit="%",
            decimals=1,
            verdict="Cannot judge: the way of counting changed",
            source=source,
        ),
        line_chart(
            "contacts",
            "Contacts with the front door",
            monthly,
            subtitle="Number each month, Kent",
            unit="contacts",
            guides=Guides(expected=(Decimal(880), Decimal(1020))),
            verdict="Within the expected range",
            source=source,
        ),
        line_chart(
            "landfill",
            "Waste sent to landfill",
            capped,
            subtitle="% of household waste",
            unit="%",
            source=source,
        ),
        small_multiples(
            "districts",
            "Adults who are physically active",
            [
                Panel(t.name, yearly(2015, f"{v - 4} {v - 1} {v - 3} {v + 1} {v}"), t.name == "Ashford")
                for t, v in zip(KENT_AND_MEDWAY, SHARES, strict=True)
            ],
            subtitle="%, by district",
            unit="%",
            benchmark=Line("England", yearly(2015, "63 64 64 66 67")),
            source=source,
        ),
        tile_map(
            "tiles",
            "Adults who are physically active",
            values,
            subtitle="%, 2019",
            unit="%",
            chosen="E07000105",
            source=source,
        ),
        bar_chart(
            "bars",
            "Spending by outcome",
            [
                Bar("Children and young people", Decimal(412)),
                Bar("Older and vulnerable residents", Decimal("538.4"), chosen=True),
                Bar("Communities", Decimal("96.2")),
                Bar("Not allocated", None),
            ],
            subtitle="£ million, 2026/27 budget",
            unit="£ million",
            source=source,
        ),
        bar_chart(
            "change",
            "Change since a year earlier",
            [
                Bar("Ashford", Decimal("2.1"), Decimal("0.4"), Decimal("3.8")),
                Bar("Dover", Decimal("-3.4"), Decimal("-5"), Decimal("-1.8")),
                Bar("Thanet", Decimal("0.3"), Decimal("-1.2"), Decimal("1.8")),
            ],
            subtitle="Percentage points",
            decimals=1,
            benchmark=("England", Decimal("0.8")),
            source=source,
        ),
        direction_strip("direction", "Direction of travel of 20 supporting outcomes", COUNTS),
        *judged_figures.figures(),
    ]


def page(css: str) -> str:
    """The gallery as HTML, with `css` as the address of its stylesheet. Needs Django's settings."""
    from django import forms
    from django.template import engines

    from goldenthread.kit.forms import KitRenderer
    from goldenthread.kit.verdict import MARKS

    class Example(forms.Form):
        default_renderer = KitRenderer()
        title = forms.CharField(help_text="As it stands in the plan.")
        figure = forms.DecimalField(label="Actual, %", min_value=0)
        why = forms.CharField(label="Why", widget=forms.Textarea)
        kind = forms.ChoiceField(choices=[("outcome", "Outcome"), ("objective", "Objective")])
        state = forms.ChoiceField(
            label="How is it going?", choices=[("on", "On track"), ("late", "Late")], widget=forms.RadioSelect
        )
        partners = forms.MultipleChoiceField(
            choices=[("nhs", "The NHS"), ("police", "Police")], widget=forms.CheckboxSelectMultiple
        )
        agreed = forms.BooleanField(label="The lead has agreed this")

    shown = figures()
    context = {
        "css": css,
        "figures": shown,
        "counts": COUNTS,
        "verdicts": MARKS,
        "table": shown[4].table,
        "rows": [Row("Lead", "Director of Education", "#"), Row("Source", "Annual report 2017")],
        "tasks": [
            Task("Quarter 1 return", "#", "Late", "Due 14 July 2026", late=True),
            Task("Quarter 2 return", "#", "Due 14 October 2026"),
            Task("Check targets", "#", "Completed", done=True),
        ],
        "files": [
            Download("The figures on this page", "#", "CSV", "2 kB"),
            Download("With notes", "#", "XLSX", "12 kB"),
        ],
        "serves": [Link("Improving lives", "#"), Link("Children and young people", "#", verdict="mixed")],
        "served_by": [
            Link("Raise attainment at 16", "#", "Objective"),
            Link("NEET", "#", verdict="improving"),
        ],
        "form": Example({"figure": "-1", "title": ""}),
    }
    return engines["django"].from_string(PAGE.read_text(encoding="utf-8")).render(context)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
    django.setup()
    Path(sys.argv[1]).write_text(
        page(sys.argv[2] if len(sys.argv) > 2 else "/static/built/site.css"), encoding="utf-8"
    )
