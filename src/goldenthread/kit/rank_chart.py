"""Areas in order with their intervals: by name where they are few, as a bare run where they are many."""

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.kit.figure import Caption, DataTable, Figure, Peer
from goldenthread.kit.format import cell, ordinal, sign_of, with_unit
from goldenthread.kit.line_parts import Frame, dotted, end_labels, gridlines
from goldenthread.kit.palette import GREY_LINE, GRID, INK, MAIN, QUIET
from goldenthread.kit.scale import Axis, axis, between
from goldenthread.kit.svg import drawing, element, line, place, width_of, words
from goldenthread.kit.telling import extremes, with_heading
from goldenthread.kit.time_chart import short_unit
from goldenthread.rules.tongue import say

MOST_NAMED = 26
"""Up to so many areas each has a line of its own with its name."""
ROW, TOP, FOOT = 22.0, 6.0, 44.0
Benchmark = tuple[str, Decimal]


def rank_chart(
    caption: Caption,
    peers: Sequence[Peer],
    benchmark: Benchmark | None,
    *,
    best_first: int = 0,
    verdict: str = "",
) -> Figure:
    """The areas, highest first; lowest first where `best_first` is -1. The chosen one is dark.

    `benchmark` is a name and a figure, drawn as a rule through all.
    """
    turn = -1 if best_first >= 0 else 1
    ordered = sorted(peers, key=lambda peer: (turn * peer.value, peer.name))
    told = _told(caption, ordered, benchmark, verdict)
    values = [float(v) for p in peers for v in (p.value, p.lower, p.upper) if v is not None]
    values += [float(benchmark[1])] if benchmark else []
    scale = axis(values, zero=False)
    draw = _named if len(ordered) <= MOST_NAMED else _run
    desk, phone = (
        draw(f"{caption.key}{end}", caption, told, ordered, benchmark, scale, width)
        for end, width in (("", 640.0), ("-phone", 360.0))
    )
    interval = any(peer.lower is not None for peer in peers)
    notes = (say("The thin line through each dot is its likely range."),) if interval else ()
    table = _table(caption, ordered, benchmark)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _named(
    key: str,
    caption: Caption,
    told: str,
    peers: Sequence[Peer],
    benchmark: Benchmark | None,
    scale: Axis,
    width: float,
) -> str:
    """A line for each area: name, interval, dot."""
    left = min(max(width_of(peer.name, 14.5) for peer in peers) + 14, width * 0.46)
    base = TOP + ROW * len(peers)

    def x(value: Decimal | float) -> float:
        return between(float(value), scale, left, width - 14)

    grid = "".join(line(x(t), TOP, x(t), base, stroke=GRID, class_="gt-grid") for t in scale.ticks)
    parts = [grid, _ticks(scale, x(scale.least), x(scale.most), base, caption.unit)]
    if benchmark:
        parts.append(_benchmark(benchmark, x(benchmark[1]), base, width, caption))
    for dark in (False, True):
        chosen = [(n, peer) for n, peer in enumerate(peers) if peer.chosen == dark]
        colour = MAIN if dark else QUIET
        rows = [(x(peer.value), TOP + ROW * n + ROW / 2, peer) for n, peer in chosen]
        bars = "".join(
            f"M{place(x(p.lower))},{place(y)}H{place(x(p.upper))}"
            for _, y, p in rows
            if p.lower is not None and p.upper is not None
        )
        if bars:
            parts.append(
                element("path", d=bars, fill="none", stroke=colour, stroke_width=1.6, class_="gt-line")
            )
        if rows:
            parts.append(dotted([(at, y) for at, y, _ in rows], colour, 10 if dark else 8))
        names = "".join(words(left - 10, y + 5, peer.name) for _, y, peer in rows)
        weight = {"font_weight": "700"} if dark else {}
        parts.append(element("g", names, text_anchor="end", class_="gt-ink", **weight))
    return drawing(key, (width, base + FOOT), caption.title, told, *parts)


def _ticks(scale: Axis, start: float, end: float, base: float, unit: str) -> str:
    """The figures under the axis that have room: the first, the last and those between by turns."""
    step = 1 if end - start > 300 else 2
    said = "".join(
        words(
            between(tick, scale, start, end),
            base + 18,
            with_unit(Decimal(str(tick)), sign_of(unit), scale.places),
        )
        for tick in scale.ticks[::step]
    )
    return element("g", said, text_anchor="middle", fill=QUIET, class_="gt-quiet")


def _benchmark(benchmark: Benchmark, x: float, base: float, width: float, caption: Caption) -> str:
    name, value = benchmark
    text = f"{name} {with_unit(value, short_unit(caption.unit), caption.decimals)}"
    half = width_of(text, 14) / 2
    look: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.6, "class_": "gt-level"}
    rule = line(x, TOP, x, base + 24, **look)
    at = max(half, min(x, width - half))
    return rule + words(at, base + 38, text, text_anchor="middle", fill=INK, class_="gt-ink")


def _run(
    key: str,
    caption: Caption,
    told: str,
    peers: Sequence[Peer],
    benchmark: Benchmark | None,
    scale: Axis,
    width: float,
) -> str:
    """Many areas side by side, only the chosen one named."""
    ticks = [with_unit(Decimal(str(tick)), sign_of(caption.unit), scale.places) for tick in scale.ticks]
    left = max(width_of(tick) for tick in ticks) + 10
    labels = [("main", peer.name, peer.value) for peer in peers if peer.chosen]
    labels += [("level", benchmark[0], benchmark[1])] if benchmark else []
    said = [
        (f"{name} {with_unit(value, short_unit(caption.unit), caption.decimals)}", float(value), look)
        for look, name, value in labels
    ]
    right = min(max([width_of(text, 17) for text, *_ in said] + [10]) + 12, width * 0.42)
    frame = Frame((width, 300.0), left, right, scale, 0, max(len(peers) - 1, 1))
    parts = [gridlines(frame, ticks)]
    if benchmark:
        y = frame.y(benchmark[1])
        parts.append(line(frame.left, y, frame.end, y, stroke=INK, stroke_width=1.6, class_="gt-level"))
    for dark in (False, True):
        chosen = [(n, peer) for n, peer in enumerate(peers) if peer.chosen == dark]
        bars = "".join(
            f"M{place(frame.x(n))},{place(frame.y(p.lower))}V{place(frame.y(p.upper))}"
            for n, p in chosen
            if p.lower is not None and p.upper is not None
        )
        colour, thick = (MAIN, 3) if dark else (GREY_LINE, 0.8)
        if bars:
            parts.append(
                element("path", d=bars, fill="none", stroke=colour, stroke_width=thick, class_="gt-line")
            )
        if chosen:
            places = [(frame.x(n), frame.y(peer.value)) for n, peer in chosen]
            parts.append(dotted(places, MAIN if dark else QUIET, 10 if dark else 3))
    ends = say("{first} first, {last} last", first=peers[0].name, last=peers[-1].name)
    parts.append(words(frame.left, frame.base + 21, ends, fill=QUIET, class_="gt-quiet"))
    return drawing(key, frame.size, caption.title, told, *parts, end_labels(frame, said))


def _told(caption: Caption, peers: Sequence[Peer], benchmark: Benchmark | None, verdict: str) -> str:
    if not peers:
        return say("There are no figures to show.")
    said = ""
    own = next(((n, peer) for n, peer in enumerate(peers) if peer.chosen), None)
    if own:
        n, peer = own
        figure = with_unit(peer.value, caption.unit, caption.decimals)
        said = say(
            "{place}, {figure}, is {rank} of {count} in this order.",
            place=peer.name,
            figure=figure,
            rank=ordinal(n + 1),
            count=len(peers),
        )
        said += " "
    high, low = max(peers, key=lambda p: p.value), min(peers, key=lambda p: p.value)
    said += extremes((high.name, high.value), (low.name, low.value), caption.unit, caption.decimals)
    if benchmark:
        said += f" {benchmark[0]} {with_unit(benchmark[1], caption.unit, caption.decimals)}."
    return f"{said} {verdict.rstrip('.')}." if verdict else said


def _table(caption: Caption, peers: Sequence[Peer], benchmark: Benchmark | None) -> DataTable:
    def row(name: str, *values: Decimal | None) -> tuple[str, ...]:
        return (name, *("" if v is None else cell(v, caption.unit, caption.decimals) for v in values))

    rows = [row(peer.name, peer.value, peer.lower, peer.upper) for peer in peers]
    rows += [row(benchmark[0], benchmark[1], None, None)] if benchmark else []
    headings = (
        say("Area"),
        with_heading(say("Figure"), caption.unit),
        say("Lower limit"),
        say("Upper limit"),
    )
    if all(peer.lower is None and peer.upper is None for peer in peers):
        return DataTable(caption.title, headings[:2], tuple(each[:2] for each in rows), (1,))
    return DataTable(caption.title, headings, tuple(rows), (1, 2, 3))
