"""A PDF as blocks."""

from pypdf import PdfReader

from goldenthread.plan.reading.block import Block


def blocks_of_pdf(reader: PdfReader) -> list[Block]:
    return []
