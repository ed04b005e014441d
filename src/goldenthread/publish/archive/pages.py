"""The pages of an archive: the cover, each chapter, the facts, the data, how to check it, and search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import get_template
from django.utils.translation import gettext as _

from goldenthread.publish.archive.address import CHAPTERS, chapter_name, page_name, resolver
from goldenthread.publish.archive.listing import data_blocks, facts_blocks
from goldenthread.publish.archive.search import A_TO_Z, a_to_z, index_of, search_script
from goldenthread.publish.block import Block
from goldenthread.publish.cover import SHORT, Entry, citation, contents, cover_rows, forms, html_language
from goldenthread.publish.document import DOCUMENT_FILE, Chapter, Document
from goldenthread.publish.link import relinked
from goldenthread.publish.page import EASY_READ, Files, easy_html, pages_of

Named = tuple[str, bytes]
LISTED = 200
"""So many chapters are listed on one page of contents."""


@dataclass(frozen=True)
class Archive:
    """An archive to be written: a document, the SHA-256 and size of its frozen files, the site's address."""

    document: Document
    frozen: Mapping[str, str]
    sizes: Mapping[str, int]
    site: str = ""

    @cached_property
    def tables(self) -> frozenset[str]:
        """The refs of the tables that have a CSV file."""
        return frozenset(n[5:-4] for n in self.frozen if n.startswith("data/") and n.endswith(".csv"))

    def pages(self) -> Iterator[Named]:
        """Every page and script with its name, chapters first: what they hold is gathered for search."""
        resolve, found = resolver(self.document, self.site, "../"), []
        listed = contents(self.document, chapter_name)
        for place, chapter in enumerate(self.document.chapters):
            blocks = relinked(chapter.blocks, resolve)
            htmls = pages_of(blocks, Files("../data/", self.tables))
            found += index_of(chapter, htmls)
            yield from self._chapter(place, chapter, htmls, listed)
        yield from self._cover(listed)
        yield from self._listing("facts", _("Facts"), facts_blocks(self.document))
        yield from self._listing("data", _("Data"), data_blocks(self.document, self.frozen))
        yield from self._listing("search", _("Search and A to Z"), a_to_z(found))
        if self.document.easy:
            yield self._page(EASY_READ, "listing", _("Easy Read"), {"blocks": easy_html(self.document.easy)})
        yield self._page("check", "check", _("Check this report"), {"frozen": self.frozen.get(DOCUMENT_FILE)})
        yield "scripts/search-index.js", search_script(found)

    def _chapter(
        self, place: int, chapter: Chapter, htmls: tuple[str, ...], listed: tuple[Entry, ...]
    ) -> Iterator[Named]:
        beside = listed if len(listed) <= SHORT else ()
        numbers = range(1, len(htmls) + 1)
        for number, blocks in zip(numbers, htmls, strict=True):
            context = {
                "chapter": chapter,
                "blocks": blocks,
                "page": number,
                "page_links": [(n, chapter_name(chapter, n).removeprefix(f"{CHAPTERS}/")) for n in numbers],
                "contents": [_from_chapter(each, n == place) for n, each in enumerate(beside)],
                "before": _from_chapter(listed[place - 1]) if place else None,
                "after": _from_chapter(listed[place + 1]) if place + 1 < len(listed) else None,
            }
            name = chapter_name(chapter, number).removesuffix(".html")
            yield self._page(name, "chapter", chapter.title, context, "../")

    def _cover(self, listed: tuple[Entry, ...]) -> Iterator[Named]:
        count = max(1, -(-len(listed) // LISTED))
        for number in range(1, count + 1):
            context = {
                "rows": cover_rows(self.document),
                "files": forms(self.document, self.sizes, str),
                "citation": citation(self.document, self._address),
                "contents": listed[(number - 1) * LISTED : number * LISTED],
                "page": number,
                "page_links": [(n, page_name("index", n)) for n in range(1, count + 1)],
                "easy": f"{EASY_READ}.html" if self.document.easy else "",
            }
            yield self._page(page_name("index", number).removesuffix(".html"), "index", "", context)

    def _listing(self, name: str, title: str, blocks: tuple[Block, ...]) -> Iterator[Named]:
        htmls = pages_of(blocks, Files("data/", self.tables))
        numbers = range(1, len(htmls) + 1)
        for number, html in zip(numbers, htmls, strict=True):
            context = {
                "blocks": html,
                "page": number,
                "page_links": [(n, page_name(name, n)) for n in numbers],
            }
            template = "search" if name == "search" else "listing"
            yield self._page(page_name(name, number).removesuffix(".html"), template, title, context)

    def _page(
        self, name: str, template: str, title: str, context: dict[str, object], root: str = ""
    ) -> Named:
        held = {
            "document": self.document,
            "language": html_language(self.document.language),
            "title": title,
            "root": root,
            "address": self._address,
            "a_to_z": A_TO_Z,
        }
        html = get_template(f"publish/archive/{template}.html").render(held | context)
        return f"{name}.html", html.encode()

    @property
    def _address(self) -> str:
        """Where the edition is on the council's site."""
        return f"{self.site}/editions/{self.document.ref}/" if self.site else ""


def _from_chapter(entry: Entry, is_here: bool = False) -> Entry:
    """The entry as it stands on another chapter's page, in the same folder."""
    return Entry(entry.title, entry.href.removeprefix(f"{CHAPTERS}/"), entry.summary, is_here)
