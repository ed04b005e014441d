"""Runs that may be links."""

import re
from collections.abc import Iterable
from typing import Final

from goldenthread.publish.block import Run
from goldenthread.publish.writers.wordml.package import Parts
from goldenthread.publish.writers.wordml.words import bold, run

_WHOLE: Final = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)


def runs(held: Iterable[Run], parts: Parts) -> str:
    """The runs of a paragraph."""
    return "".join(linked(each.text, each.href, parts, each.is_strong) for each in held)


def linked(text: str, href: str, parts: Parts, is_strong: bool = False) -> str:
    """Words, as a link where they lead to a whole address.

    An address from the site's root leads nowhere in a file on somebody's disk: its words stay plain.
    """
    if not (text and _WHOLE.fullmatch(href)):
        return bold(text) if is_strong else run(text)
    look = '<w:rStyle w:val="Hyperlink"/>' + ("<w:b/><w:bCs/>" if is_strong else "")
    return f'<w:hyperlink r:id="{parts.link(href)}" w:history="1">{run(text, look)}</w:hyperlink>'
