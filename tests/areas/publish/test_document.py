"""A report is written as JSON and read again without a loss."""

import pytest

from goldenthread.publish.document import read_document, write_document
from tests.areas.publish.sample import sample


def test_what_is_written_reads_back_the_same() -> None:
    assert read_document(write_document(sample())) == sample()


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_document(sample()) == write_document(sample())


def test_other_json_is_no_document() -> None:
    with pytest.raises(ValueError, match="not a document"):
        read_document(b"[]")


def test_tables_come_in_reading_order_with_those_of_figures() -> None:
    assert [table.ref for table in sample().tables] == ["attainment", "attainment-chart"]
