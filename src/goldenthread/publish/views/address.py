"""Where the pages and files of an issue are on the site."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.link import CHAPTER, Resolve, is_of_site, is_whole
from goldenthread.publish.page import Files


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of an edition; those of its latest issue where `number` is 0."""

    edition: str
    number: int = 0

    @property
    def cover(self) -> str:
        """The cover's."""
        return self._reverse("edition")

    def chapter(self, chapter: Chapter) -> str:
        """A chapter's."""
        return self._reverse("edition", "chapter", chapter.ref)

    def file(self, name: str) -> str:
        """A file's."""
        return self._reverse("edition", "file", name)

    def files(self, manifest: Mapping[str, str]) -> Files:
        """Where the tables' files are, and which there are."""
        names = (name for name in manifest if name.startswith("data/") and name.endswith(".csv"))
        return Files(self.file("data/"), frozenset(name[5:-4] for name in names))

    def resolver(self, document: Document) -> Resolve:
        """What makes the links in the edition fit the site."""
        chapters = {f"{CHAPTER}{each.ref}": self.chapter(each) for each in document.chapters}

        def resolve(href: str) -> str:
            return href if is_whole(href) or is_of_site(href) else chapters.get(href, "")

        return resolve

    def _reverse(self, name: str, what: str = "", ref: str = "") -> str:
        parts = [name, *(["issue"] if self.number else []), *([what] if what else [])]
        held = [self.edition, *([self.number] if self.number else []), *([ref] if what else [])]
        return reverse("-".join(parts), args=held)
