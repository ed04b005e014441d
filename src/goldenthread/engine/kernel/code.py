"""Text columns as codes whose order is the order of the texts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import Ints


@dataclass(frozen=True, slots=True)
class Codes:
    """`texts` sorted and distinct; `of_row` the place of each row's text among them."""

    texts: tuple[str, ...]
    of_row: Ints

    def place(self) -> dict[str, int]:
        return {text: at for at, text in enumerate(self.texts)}

    def flags(self, wanted: Iterable[str]) -> "np.typing.NDArray[np.bool_]":
        """Which rows have one of the wanted texts."""
        chosen = set(wanted)
        return np.array([text in chosen for text in self.texts], dtype=bool)[self.of_row]


def coded(column: pa.ChunkedArray, more: Iterable[str] = ()) -> Codes:
    """A dictionary-encoded column as codes; null is empty text. `more` are texts that need a place too."""
    whole = column.unify_dictionaries().combine_chunks()
    chunk = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks else whole
    if len(column) == 0:
        return Codes(tuple(sorted(set(more))), np.zeros(0, np.int64))
    dictionary = [text or "" for text in chunk.dictionary.to_pylist()]
    indices = chunk.indices.fill_null(len(dictionary)).to_numpy(zero_copy_only=False)
    # A table cut from a larger one keeps the larger one's dictionary: only the texts in use count.
    used = np.flatnonzero(np.bincount(indices, minlength=len(dictionary) + 1))
    said = [*dictionary, ""]
    texts = tuple(sorted({*(said[code] for code in used), *more}))
    place = {text: at for at, text in enumerate(texts)}
    new = np.zeros(len(said), dtype=np.int64)
    new[used] = [place[said[code]] for code in used]
    return Codes(texts, new[indices])
