"""Exact decimals as text, whole columns at a time."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.kernel.answer import Figures, Ints


def decimal_text(figures: Figures, decimals: Ints) -> pa.Array:
    """Each figure with all its places, as `rules.number.plain` writes it; null where there is none."""
    if figures.trim:
        figures = shortest(figures, decimals)
    pieces, order = [], []
    for places in np.unique(figures.places[figures.there]):
        rows = np.flatnonzero(figures.there & (figures.places == places))
        pieces.append(_text(figures.units[rows], int(places)))
        order.append(rows)
    nothing = np.flatnonzero(~figures.there)
    pieces.append(pa.nulls(len(nothing), pa.string()))
    order.append(nothing)
    back = np.argsort(np.concatenate(order))
    return pa.concat_arrays(pieces).take(pa.array(back))


def _text(units: Ints, places: int) -> pa.Array:
    if places == 0:
        return pa.array(units).cast(pa.string())
    whole, rest = np.divmod(np.abs(units), 10**places)
    sign = pa.array(np.where(units < 0, "-", ""))
    fraction = pc.utf8_lpad(pa.array(rest).cast(pa.string()), places, "0")
    signed = pc.binary_join_element_wise(sign, pa.array(whole).cast(pa.string()), "")
    return pc.binary_join_element_wise(signed, fraction, ".")


def shortest(figures: Figures, least: Ints) -> Figures:
    """The same figures without trailing zeros beyond the least places."""
    units, places = figures.units.copy(), figures.places.copy()
    while True:
        spare = figures.there & (places > least) & (units % 10 == 0)
        if not spare.any():
            return Figures(units, places, figures.there)
        units[spare] //= 10
        places[spare] -= 1
