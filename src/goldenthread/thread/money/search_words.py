"""What a resident's words may be called in a budget: plain words beside each other, and simple stems."""

from collections.abc import Mapping
from typing import Final

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "bin": ("waste", "recycl"),
    "rubbish": ("waste", "recycl"),
    "refuse": ("waste", "recycl"),
    "tip": ("waste", "recycl"),
    "pothole": ("road", "highway"),
    "potholes": ("road", "highway"),
    "pavement": ("road", "highway"),
    "street": ("road", "highway"),
    "road": ("highway",),
    "highway": ("road",),
    "lamp": ("light",),
    "bus": ("transport", "travel"),
    "foster": ("foster", "child"),
    "adopt": ("child",),
    "send": ("special", "high needs", "high-needs"),
    "elderly": ("older",),
    "pensioner": ("older",),
    "old": ("older",),
    "carer": ("care",),
    "disabled": ("disab",),
    "book": ("librar",),
    "park": ("park", "nature"),
    "tree": ("nature", "park"),
    "nurser": ("early years",),
    "childcare": ("early years",),
    "smok": ("public health", "smok"),
    "computer": ("technology",),
    "loan": ("borrowing",),
    "debt": ("borrowing",),
}
"""What people look for, and parts of the words that budgets have for it."""
ENDINGS: Final = ("ings", "ing", "ies", "es", "s", "y", "ed")
SHORTEST: Final = 3
"""No fewer letters of a word are left."""


def stem(word: str) -> str:
    """A word without its ending: "fostering" as "foster", "libraries" and "library" as "librar"."""
    plain = word.casefold()
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST:
            return plain.removesuffix(ending)
    return plain


_BY_STEM: Final = {stem(word): texts for word, texts in SYNONYMS.items()}


def ways(word: str) -> tuple[str, ...]:
    """Every text that a word is looked for by, its own stem first."""
    own = stem(word)
    return tuple(dict.fromkeys((own, *_BY_STEM.get(own, ()))))
