"""A PDF as blocks: by its tags where it has useful ones, otherwise by size, weight and place of its lines.

A line is a tagged entry, or a printed line, counted through the whole document from 1.
"""

from pypdf import PdfReader

from goldenthread.plan.reading.block import Block
from goldenthread.plan.reading.pdf_layout import blocks_by_layout
from goldenthread.plan.reading.pdf_piece import pieces_of
from goldenthread.plan.reading.pdf_tag import blocks_by_tags


def blocks_of_pdf(reader: PdfReader) -> list[Block]:
    """Headings, bullets, table rows and paragraphs, each with its page. Raises what pypdf raises."""
    pages = [pieces_of(page) for page in reader.pages]
    tagged, laid_out = blocks_by_tags(reader, pages), blocks_by_layout(pages)
    if not any(block.depth for block in tagged):
        return laid_out
    tags_tell = any(block.level for block in tagged) or not any(block.level for block in laid_out)
    return tagged if tags_tell else laid_out
