"""The open data of the site as files in a folder."""

from pathlib import Path

from goldenthread.kit.download import csv_lines
from goldenthread.publish.opendata.every import credit_of, every_table
from goldenthread.publish.opendata.write import about, json_lines, metadata_file, package, resource, written
from goldenthread.thread.reader import Reader


def write_folder(reader: Reader, folder: Path) -> int:
    """Write every table that this reader may read, and `datapackage.json`; returns how many tables."""
    folder.mkdir(parents=True, exist_ok=True)
    credit, tables = credit_of(reader), every_table(reader)
    for each in tables:
        table = each.table
        with (folder / f"{each.ref}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(table.names, each.rows()))
        with (folder / f"{each.ref}.json").open("w", encoding="utf-8", newline="") as file:
            file.writelines(json_lines(table.names, each.rows(), about(table, credit)))
        (folder / f"{each.ref}.csv-metadata.json").write_bytes(metadata_file(table, credit))
    title = f"Open data of {credit.publisher}"
    whole = package("open-data", title, [resource(each.table) for each in tables], credit)
    (folder / "datapackage.json").write_bytes(written(whole))
    return len(tables)
