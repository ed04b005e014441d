"""Words in OpenDocument, where spaces in a row, tabs and new lines are elements."""

import re

from goldenthread.publish.writers.text import xml

_SPACES = re.compile(" {2,}|^ | $|\t")


def paragraphs(text: str) -> str:
    """The words as paragraphs, one for each line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"<text:p>{_SPACES.sub(_spaced, xml(line))}</text:p>" for line in lines)


def attribute(text: str) -> str:
    """The words inside a quoted attribute, where white space would become spaces of its own."""
    return xml(" ".join(text.split()))


def _spaced(found: re.Match[str]) -> str:
    if found[0] == "\t":
        return "<text:tab/>"
    return f'<text:s text:c="{len(found[0])}"/>'
