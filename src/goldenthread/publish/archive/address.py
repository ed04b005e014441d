"""Where each page of an archive is, from any other: relative, so that the folder may stand anywhere."""

import re
from typing import Final
from urllib.parse import urlsplit

from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.link import CHAPTER, Resolve, is_of_site, is_whole
from goldenthread.rules.refusal import refuse

CHAPTERS: Final = "chapters"
_PLAIN: Final = re.compile(r"[a-z0-9_-]+", re.IGNORECASE)
_LOCAL: Final = re.compile(r"localhost|.*\.localhost|127\..*|::1|0\.0\.0\.0|", re.IGNORECASE)


def page_name(name: str, number: int = 1) -> str:
    """The file of a page, or of the one that it goes on in: `facts.html`, `facts.2.html`."""
    return f"{name}.html" if number == 1 else f"{name}.{number}.html"


def chapter_name(chapter: Chapter, number: int = 1) -> str:
    """The file of a chapter. Raises Refused where its ref cannot be a file's name."""
    if not _PLAIN.fullmatch(chapter.ref):
        what = f"the chapter '{chapter.ref}' cannot be a file's name"
        raise refuse(what, "give it a name of letters, figures and hyphens")
    return page_name(f"{CHAPTERS}/{chapter.ref}", number)


def public_address(address: str) -> str:
    """The address of the council's site, empty where it is only this machine's own."""
    host = urlsplit(address).hostname or ""
    return "" if _LOCAL.fullmatch(host) else address.rstrip("/")


def resolver(document: Document, site: str, root: str) -> Resolve:
    """How links lead on from a page whose way to the archive's top folder is `root`, such as `../`.

    `site` is the council's address; where there is none, a link into the site is plain words.
    """
    chapters = {f"{CHAPTER}{each.ref}": root + chapter_name(each) for each in document.chapters}

    def resolve(href: str) -> str:
        if is_whole(href):
            return href
        if is_of_site(href):
            return f"{site}{href}" if site else ""
        return chapters.get(href, "")

    return resolve
