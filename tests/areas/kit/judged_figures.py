"""One picture for each question that has its own, with everything that it can show. Invented, and says so."""

from datetime import date
from decimal import Decimal

from goldenthread.kit.figure import Caption, Figure, Peer, Point
from goldenthread.kit.funnel_chart import Funnel, Rim, funnel_chart
from goldenthread.kit.interval_chart import interval_chart
from goldenthread.kit.pace_chart import Pace, pace_chart
from goldenthread.kit.rank_chart import rank_chart
from goldenthread.kit.run_chart import Limits, Signal, run_chart
from goldenthread.kit.trend_chart import Fit, trend_chart

SOURCE = "Invented for this gallery"
# Twelve quarters, as published for comparing status rules.
TWELVE = "68.0 70.5 69.2 71.8 70.9 73.5 72.2 74.8 73.6 75.9 74.4 76.1"


def caption(key: str, title: str, unit: str = "%", decimals: int = 1) -> Caption:
    return Caption(key, title, "Per cent. Kent", unit, decimals, SOURCE)


def quarterly(values: str, status: str = "normal") -> tuple[Point, ...]:
    """Quarters from April 2023; the last has `status`."""
    texts = values.split()
    return tuple(
        Point(
            date(2023 + (n + 1) // 4, (n + 1) % 4 * 3 + 1, 1),
            f"Quarter {n % 4 + 1} {2023 + n // 4}/{24 + n // 4}",
            Decimal(text),
            status=status if n == len(texts) - 1 else "normal",
        )
        for n, text in enumerate(texts)
    )


def years(values: str, half: str) -> tuple[Point, ...]:
    wide = Decimal(half)
    return tuple(
        Point(date(2015 + n, 1, 1), str(2015 + n), Decimal(v), Decimal(v) - wide, Decimal(v) + wide)
        for n, v in enumerate(values.split())
    )


def run() -> Figure:
    points = quarterly(TWELVE, "provisional")
    limits = (
        Limits(points[0].at, points[5].at, Decimal("70.65"), Decimal("65.2"), Decimal("76.1"), trial=True),
        Limits(
            points[6].at,
            points[-1].at,
            Decimal("74.5"),
            Decimal("69.9"),
            Decimal("79.1"),
            trial=True,
            why="Limits begin anew in Quarter 3 2024/25: a new service began (decided 2 October 2024).",
        ),
    )
    signals = {
        points[0].at: Signal(-1, ("outside_limits",)),
        points[3].at: Signal(0, ("run",)),
        points[9].at: Signal(1, ("shift", "two_of_three")),
    }
    return run_chart(
        caption("run", "Answered in time"), points, limits, signals, target=Decimal(80), verdict="Improving"
    )


def trend() -> Figure:
    points = quarterly(TWELVE)
    middle = sum(point.at.toordinal() for point in points) / len(points)
    fit = Fit(points[0].at, points[-1].at, middle, 72.6, Decimal("2.7"), Decimal("1.9"), Decimal("3.4"))
    return trend_chart(caption("trend", "Answered in time"), points, fit, verdict="Improving")


def pace() -> Figure:
    steps = tuple(
        Point(date(2020 + n, 1, 1), str(2020 + n), Decimal(60) + Decimal("2.5") * n) for n in range(9)
    )
    seen = tuple(
        Point(date(2018 + n, 1, 1), str(2018 + n), Decimal(v))
        for n, v in enumerate(["57", "61", "60", "61", "64", "63.5"])
    )
    way = Pace(steps, "up 2.5 percentage points a year", "up 1.2 percentage points a year")
    return pace_chart(caption("pace", "Homes with fast broadband"), seen, way, verdict="Off track")


def intervals() -> Figure:
    points = years("22.1 21.6 22.4 20.9 19.2", "0.8")
    return interval_chart(
        caption("intervals", "Adults who smoke"), points, {points[-2].at, points[-1].at}, verdict="Lower"
    )


def peers(count: int) -> list[Peer]:
    return [
        Peer(
            f"Place {n + 1}",
            Decimal(40 + n * 37 % 23),
            Decimal(37 + n * 37 % 23),
            Decimal(43 + n * 37 % 23),
            Decimal(4000 + n * 911 % 17000),
            chosen=n == 4,
        )
        for n in range(count)
    ]


def rims() -> tuple[Rim, ...]:
    """A funnel that narrows as the size grows."""
    found = []
    for n in range(1, 21):
        half = 900 / (n * 1000) ** 0.5
        found.append(Rim(n * 1000.0, 51 - half, 51 + half, 51 - 1.58 * half, 51 + 1.58 * half))
    return tuple(found)


def figures() -> list[Figure]:
    england = ("England", Decimal("51.2"))
    return [
        run(),
        trend(),
        pace(),
        intervals(),
        rank_chart(caption("ranked", "Pupils at the standard"), peers(13), england, verdict="Better"),
        rank_chart(caption("many", "Pupils at the standard"), peers(150), england, best_first=-1),
        funnel_chart(
            caption("funnel", "Pupils at the standard"),
            peers(60),
            Funnel("England", Decimal(51), rims()),
            size_name="Pupils",
            verdict="Better",
        ),
    ]
