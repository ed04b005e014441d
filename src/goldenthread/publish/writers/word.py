"""The Word document: real headings, lists and tables, every picture with its words, nothing in text boxes.

Written as XML in a zip file with the standard library. python-docx begins from a template with a picture and
names of its own, and dates the file by the clock; with tables it takes many times as long.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.writers.accent import readable_accent
from goldenthread.publish.writers.front import front
from goldenthread.publish.writers.text import single_line
from goldenthread.publish.writers.wordml.block import Entry, Writing, block, heading
from goldenthread.publish.writers.wordml.gallery import gallery
from goldenthread.publish.writers.wordml.numbering import BULLETS, listed
from goldenthread.publish.writers.wordml.package import packed
from goldenthread.publish.writers.wordml.style import Type
from goldenthread.publish.writers.wordml.words import bold, field, lines, paragraph, run

_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'


def write(document: Document) -> bytes:
    """The report on A4, in 12 point."""
    look = Type(12, readable_accent(document.accent))
    with override(document.language):
        writing = Writing(gallery(document, look.size))
        chapters = "".join(_chapter(each, writing) for each in document.chapters)
        body = title(document) + _about(document) + _contents(writing.entries) + chapters
        return packed(document, body, footer(document), writing.parts, look)


def title(document: Document) -> str:
    """The report's name and what stands beneath it."""
    named = single_line(document.title) or document.ref
    return paragraph(run(named), "Title") + lines([single_line(document.subtitle)], "Subtitle")


def footer(document: Document) -> str:
    """The foot of every page: the report's name, and which page of how many."""
    page, count = _("Page {number} of {count}").split("{number}")
    between, _gap, after = count.partition("{count}")
    numbered = run(page) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)
    return paragraph(f"{run(single_line(document.title))}<w:r><w:tab/></w:r>{numbered}", "Footer")


def _about(document: Document) -> str:
    """What this is, of when, on what terms, and what was corrected."""
    told = "".join(paragraph(bold(f"{name}: ") + run(words)) for name, words in front(document))
    if not document.corrections:
        return told
    corrections = (paragraph(run(each), "ListBullet", listed(BULLETS)) for each in document.corrections)
    return told + paragraph(run(_("What was corrected")), "TOCHeading") + "".join(corrections)


def _contents(entries: list[Entry]) -> str:
    """The contents as a field that Word can bring up to date, filled in already.

    Page numbers are not known before Word has laid out the pages: they appear when the field is updated.
    """
    if not entries:
        return ""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {_CONTENTS} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    written = "".join(
        paragraph(
            f"{begin if at == 1 else ''}{_entry(each)}{end if at == len(entries) else ''}", f"TOC{each.level}"
        )
        for at, each in enumerate(entries, 1)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph(run(_('Contents')), 'TOCHeading')}{written}"
        "</w:sdtContent></w:sdt>"
    )


def _entry(entry: Entry) -> str:
    return f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{run(entry.text)}</w:hyperlink>'


def _chapter(chapter: Chapter, writing: Writing) -> str:
    """A heading of level 1 and its blocks, in that order: the contents are listed as headings are met."""
    titled = heading(1, chapter.title or chapter.ref, writing)
    return titled + "".join(block(each, writing) for each in chapter.blocks)
