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


def test_a_policy_is_named_by_its_title_and_by_its_ref_where_that_is_all_that_was_kept() -> None:
    assert sample(policy_title="The annual report of 2017").judged_by == "The annual report of 2017"
    old = write_document(sample()).replace(b'"policy_title":"",', b"")
    assert b"policy_title" not in old
    assert read_document(old).judged_by == sample().policy
