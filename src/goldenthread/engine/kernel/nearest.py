"""Exact decimals as the floats nearest to them, as Python reads them."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def nearest_floats(values: pa.Array) -> npt.NDArray[np.float64]:
    """A column of decimals as floats, NaN where there is none.

    By way of text: Arrow's own cast of decimals is often off in the last bit, and 0.42 must be 0.42.
    """
    floats: npt.NDArray[np.float64] = (
        values.cast(pa.string()).cast(pa.float64()).to_numpy(zero_copy_only=False)
    )
    return floats
