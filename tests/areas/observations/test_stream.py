"""Large deliveries, read a portion at a time: the same rows, refusals and counts as read at once."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine import portion
from goldenthread.engine.observation import read_observations
from goldenthread.engine.observation_stream import Sizes, Streamed, is_large, read_streaming
from goldenthread.engine.portion import lines
from goldenthread.engine.segment import key_order

SMALL = Sizes(text=120, rows=4, part=5, runs=3)
HEADER = "measure,area,period,value,group,status,qualifier,note"
CELLS = (
    st.sampled_from(["births", "deaths", "works", ""]),
    st.sampled_from(["E06000035", "E10000016", "W06000001", "nowhere"]),
    st.sampled_from(["2014/15", "2015/16", "2015", "soon"]),
    st.sampled_from(["1", "1.0", "2", "", "lots"]),
    st.sampled_from(["", "", "sex=male"]),
    st.sampled_from(["", "", "provisional"]),
    st.sampled_from(["", "", "<"]),
    st.sampled_from(["", '"a note, with ""quotes"""', '"on two\nlines"', "plain"]),
)
FILE = st.lists(st.tuples(*CELLS).map(",".join) | st.sampled_from(["", "births,too,few"]), max_size=30)


def told(refusals: object) -> list[str]:
    return sorted(str(refusal) for refusal in refusals)


def assert_same(paths: list[Path], layout: str = "plain", sizes: Sizes = SMALL) -> Streamed:
    """Both ways say the same of these files."""
    whole, streamed = read_observations(paths, layout), read_streaming(paths, layout, sizes=sizes)
    own = streamed.reading
    assert told(own.refusals) == told(whole.refusals) and streamed.faults == len(whole.refusals)
    for name in ("refused", "repeats", "rows_read", "unread", "files"):
        assert getattr(own, name) == getattr(whole, name), name
    table = whole.table.take(pa.array(key_order(whole.table)))
    assert pq.read_table(streamed.segment).to_pylist() == table.to_pylist()
    assert streamed.rows == table.num_rows
    assert streamed.measures == set(table.column("measure").to_pylist())
    assert streamed.areas == set(table.column("area").to_pylist())
    return streamed


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(FILE, min_size=1, max_size=3), zipped=st.booleans())
def test_a_portion_at_a_time_says_what_reading_at_once_says(
    files: list[list[str]], zipped: bool, tmp_path: Path
) -> None:
    """Repeats and disagreements within a portion, across portions and across files among them."""
    paths = []
    for at, rows in enumerate(files):
        text = "\n".join([HEADER, *rows, ""]).encode()
        paths.append(tmp_path / (f"{at}.csv.gz" if zipped else f"{at}.csv"))
        paths[-1].write_bytes(gzip.compress(text) if zipped else text)
    assert_same(paths)


def test_parquet_is_read_in_portions_too(tmp_path: Path) -> None:
    years = [str(2001 + at % 15) for at in range(40)]
    columns = {"measure": ["births"] * 40, "area": ["E06000035"] * 40, "period": years, "value": range(40)}
    pq.write_table(pa.table({name: list(said) for name, said in columns.items()}), tmp_path / "f.parquet")
    streamed = assert_same([tmp_path / "f.parquet"])
    assert streamed.reading.refused == 40


def test_a_small_file_of_many_rows_is_a_large_one(tmp_path: Path) -> None:
    path, year = tmp_path / "f.parquet", pa.array(["2016"]).dictionary_encode()
    for rows, large in ((1_000, False), (2_000_000, True)):
        pq.write_table(pa.table({"period": year.take(pa.array([0] * rows))}), path)
        assert path.stat().st_size < 100_000
        assert is_large([path], "plain") is large
    path.write_bytes(b"no Parquet")
    assert not is_large([path], "plain")


def test_a_file_that_breaks_off_half_way_brings_in_none_of_its_rows(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    rows = [f"births,E06000035,{2001 + at},{at},,,," for at in range(20)]
    good.write_text("\n".join([HEADER, *rows[:9]]))
    bad.write_bytes("\n".join([HEADER, *rows]).encode() + b"\nbirths,E06000035,2030,\xff,,,,\n")
    streamed = assert_same([good, bad])
    assert "b.csv:22" in str(streamed.reading.refusals[0]) and streamed.rows == 9


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(HEADER + '\nbirths,E06000035,2016,1,,,,"never\n' + "births,E06000035,2016,1,,,,\n" * 200)
    assert "never closed" in str(read_streaming([path], sizes=SMALL).reading.refusals[0])


@given(st.lists(st.sampled_from([b'"', b"\n", b"a", b'""\n', b"\r\n"]), max_size=40), st.integers(1, 9))
def test_a_portion_ends_with_the_last_line_that_ends_outside_quotation_marks(
    pieces: list[bytes], slice_: int
) -> None:
    text = b"".join(pieces)
    ends = [at + 1 for at, byte in enumerate(text) if byte == 10 and text[:at].count(b'"') % 2 == 0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portion, "SLICE", slice_)
        assert portion._last_end_of_row(text) == max(ends, default=0)


def test_dataset_names_survive_the_cutting(tmp_path: Path) -> None:
    path = tmp_path / "well-being.csv"
    rows = [f"E06000035,Happiness,{2001 + at},{at}," for at in range(20)]
    path.write_text("\n".join(["areacd,indicator,period,observation,status", *rows]))
    assert_same([path], "ons-els")


@pytest.mark.parametrize("text", ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\nb\r\nc\rd\n"])
def test_lines_are_counted_as_a_person_counts_them(text: str) -> None:
    assert lines(text.encode()) == len(text.splitlines())
