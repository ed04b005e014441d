"""A funnel: areas by how many their figure is made of, with the limits that chance alone allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.kit.figure import Caption, DataTable, Figure, Peer
from goldenthread.kit.format import cell, number, sign_of, with_unit
from goldenthread.kit.line_chart import DESK, PHONE
from goldenthread.kit.line_parts import Frame, dotted, end_labels, gridlines, under_axis
from goldenthread.kit.palette import GREY_LINE, INK, MAIN, PAPER, QUIET
from goldenthread.kit.scale import axis
from goldenthread.kit.svg import drawing, line, polyline, width_of, words
from goldenthread.kit.telling import extremes, with_heading
from goldenthread.kit.time_chart import Label, short_unit
from goldenthread.rules.tongue import say


@dataclass(frozen=True, slots=True)
class Rim:
    """The limits round the benchmark for a figure made of `size`: 95 in 100 within, and 998 in 1,000."""

    size: float
    lower: float
    upper: float
    far_lower: float
    far_upper: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """The benchmark, and its limits from the smallest size to the greatest."""

    name: str
    value: Decimal
    rims: tuple[Rim, ...]


def funnel_chart(
    caption: Caption, peers: Sequence[Peer], funnel: Funnel, *, size_name: str = "", verdict: str = ""
) -> Figure:
    """The areas that have a `size`, on `funnel`; `size_name` says what the size counts: "People"."""
    sized = [peer for peer in peers if peer.size is not None]
    told = _told(caption, sized, funnel, verdict)
    values = [float(peer.value) for peer in sized] + [float(funnel.value)]
    values += [v for rim in funnel.rims for v in (rim.far_lower, rim.far_upper)]
    desk, phone = (
        _drawn(key, caption, told, sized, funnel, values, size, size_name)
        for key, size in ((caption.key, DESK), (f"{caption.key}-phone", PHONE))
    )
    notes = (
        say(
            "By chance alone 95 in 100 areas would lie between the dashed lines, and 998 in 1,000 between "
            "the dotted ones."
        ),
        say("From left to right: {size}.", size=size_name or say("how many each figure is made of")),
    )
    table = _table(caption, sized, funnel, size_name)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _drawn(
    key: str,
    caption: Caption,
    told: str,
    peers: Sequence[Peer],
    funnel: Funnel,
    values: Sequence[float],
    size: tuple[float, float],
    size_name: str,
) -> str:
    scale = axis(values, zero=False)
    ticks = [with_unit(Decimal(str(tick)), sign_of(caption.unit), scale.places) for tick in scale.ticks]
    most = max([float(peer.size or 0) for peer in peers] + [rim.size for rim in funnel.rims] + [1.0])
    across = [tick for tick in axis([0, most], zero=True, gridlines=6).ticks if tick <= most]
    labels = _labels(caption, peers, funnel)
    right = min(max([width_of(text, 17) for text, *_ in labels] + [10]) + 12, size[0] * 0.42)
    left = max(width_of(tick) for tick in ticks) + 10
    frame = Frame(size, left, right, scale, 0, int(most))
    sizes = [(frame.x(int(tick)), number(Decimal(int(tick)))) for tick in across]
    y = frame.y(funnel.value)
    parts = [
        gridlines(frame, ticks),
        under_axis(frame, sizes),
        line(frame.left, y, frame.end, y, stroke=QUIET, stroke_width=1.5, class_="gt-grey"),
        *_rims(frame, funnel),
        *_areas(frame, peers),
        end_labels(frame, labels),
    ]
    return drawing(key, size, caption.title, told, *parts)


def _rims(frame: Frame, funnel: Funnel) -> list[str]:
    parts = []
    for near, dashes in ((True, "7 4"), (False, "2 4")):
        look: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.3, "stroke_dasharray": dashes}
        for side in (0, 1):
            edge = [
                (
                    frame.x(int(rim.size)),
                    frame.y(((rim.lower, rim.upper) if near else (rim.far_lower, rim.far_upper))[side]),
                )
                for rim in funnel.rims
            ]
            parts.append(polyline(edge, class_="gt-level", **look))
    return parts


def _areas(frame: Frame, peers: Sequence[Peer]) -> list[str]:
    parts = []
    for dark, colour, size in ((False, GREY_LINE, 6.0), (True, MAIN, 11.0)):
        places = [
            (frame.x(int(peer.size or 0)), frame.y(peer.value)) for peer in peers if peer.chosen == dark
        ]
        parts += [dotted(places, colour, size)] if places else []
    for peer in (peer for peer in peers if peer.chosen):
        x, y = frame.x(int(peer.size or 0)), frame.y(peer.value)
        anchor = "end" if x > (frame.left + frame.end) / 2 else "start"
        look: dict[str, str | float] = {"font_weight": "700", "fill": MAIN, "class_": "gt-strong"}
        look |= {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"}
        parts.append(
            words(x + (-10 if anchor == "end" else 10), y - 8, peer.name, text_anchor=anchor, **look)
        )
    return parts


def _labels(caption: Caption, peers: Sequence[Peer], funnel: Funnel) -> list[Label]:
    unit = short_unit(caption.unit)
    said = with_unit(funnel.value, unit, caption.decimals)
    labels: list[Label] = [(f"{funnel.name} {said}", float(funnel.value), "grey")]
    for peer in peers:
        if peer.chosen:
            labels.append((with_unit(peer.value, unit, caption.decimals), float(peer.value), "main"))
    return labels


def _told(caption: Caption, peers: Sequence[Peer], funnel: Funnel, verdict: str) -> str:
    if not peers:
        return say("There are no figures to show.")
    high, low = max(peers, key=lambda p: p.value), min(peers, key=lambda p: p.value)
    said = extremes((high.name, high.value), (low.name, low.value), caption.unit, caption.decimals)
    own = next((peer for peer in peers if peer.chosen), None)
    if own:
        said = f"{own.name} {with_unit(own.value, caption.unit, caption.decimals)}. {said}"
    said += f" {funnel.name} {with_unit(funnel.value, caption.unit, caption.decimals)}."
    return f"{said} {verdict.rstrip('.')}." if verdict else said


def _table(caption: Caption, peers: Sequence[Peer], funnel: Funnel, size_name: str) -> DataTable:
    ordered = sorted(peers, key=lambda peer: (-peer.value, peer.name))
    rows = [
        (peer.name, cell(peer.value, caption.unit, caption.decimals), cell(peer.size)) for peer in ordered
    ]
    rows.append((funnel.name, cell(funnel.value, caption.unit, caption.decimals), ""))
    headings = (say("Area"), with_heading(say("Figure"), caption.unit), size_name or say("Made of"))
    return DataTable(caption.title, headings, tuple(rows), (1, 2))
