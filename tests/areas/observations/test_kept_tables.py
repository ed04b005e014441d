"""Tables kept from one reading to the next: the last ones read, and never more than a bound."""

import pyarrow as pa

from goldenthread.engine.kept_tables import KeptTables


def table(rows: int) -> pa.Table:
    return pa.table({"n": pa.array(range(rows), pa.int64())})


def test_what_is_kept_is_not_read_again_and_the_oldest_goes_first() -> None:
    kept, read = KeptTables(most=200), list[str]()

    def ask(key: str, rows: int) -> int:
        def reading() -> pa.Table:
            read.append(key)
            return table(rows)

        return int(kept.of(key, reading).num_rows)

    assert [ask(key, 10) for key in "aabab"] == [10] * 5
    assert read == ["a", "b"]
    ask("c", 10)
    ask("b", 10)
    ask("a", 10)
    assert read == ["a", "b", "c", "a"]


def test_a_table_larger_than_the_bound_is_read_each_time_and_not_kept() -> None:
    kept, read = KeptTables(most=200), list[int]()
    for _ in range(2):
        kept.of("a", lambda: read.append(1) or table(1000))  # type: ignore[func-returns-value]
    assert len(read) == 2
