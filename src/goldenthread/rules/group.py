"""Groups within an area: `dimension=member` pairs joined by `;`, empty for everyone."""


class UnknownGroup(ValueError):
    """The text is not made of `dimension=member` pairs."""


def read_group(text: str) -> str:
    """The canonical text: pairs sorted by dimension, no spaces around the signs. Raises UnknownGroup."""
    pairs: dict[str, str] = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        dimension, equals, member = (piece.strip() for piece in part.partition("="))
        if not equals or not dimension or not member:
            raise UnknownGroup(f"{part.strip()} is not of the form dimension=member")
        if dimension in pairs:
            raise UnknownGroup(f"{dimension} is given twice")
        pairs[dimension] = member
    return ";".join(f"{dimension}={pairs[dimension]}" for dimension in sorted(pairs))


def read_pairs(group: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a canonical group, for showing."""
    return tuple((d, m) for d, _, m in (part.partition("=") for part in group.split(";") if part))
