"""Refs made from titles."""

from collections.abc import Collection

from django.utils.text import slugify


def free_ref(title: str, taken: Collection[str], otherwise: str) -> str:
    """A ref for something of that title which none of those taken is; `otherwise` where it has no letters."""
    stem = slugify(title)[:90] or otherwise
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
