"""Fetching the files of national figures from their publisher."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from goldenthread.engine.catalogue import read_catalogue
from goldenthread.engine.fetch import fetch
from goldenthread.rules.refusal import Refused

CATALOGUE = "ons-explore-local-statistics"


def fetch_national(
    folder: Path, say: Callable[[str], None], address: str = "", private: bool = False
) -> Path:
    """Fetch every file of the catalogue from its publisher into the folder, and return it.

    All of them or none. Files that were fetched before are used again: remove the folder to fetch anew.
    `address` replaces the catalogue's, with `{dataset}` for a file's name; `private` allows this machine's
    own network. Raises Refused, saying why, where the publisher cannot be reached.
    """
    if folder.exists():
        say(f"Using the files fetched before. Remove {folder} to fetch them anew.")
        return folder
    catalogue = read_catalogue(CATALOGUE)
    template = address or catalogue.files
    datasets = sorted({ref.partition("/")[0] for ref in catalogue.measures})
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    say(f"Fetching {len(datasets)} files from the {catalogue.body}.")
    try:
        for dataset in datasets:
            fetch(template.format(dataset=dataset), draft / f"{dataset}.csv", private=private)
        draft.rename(folder)
    except Refused as refused:
        do = "or give a folder of the files with --data"
        raise Refused(replace(each, do=f"{each.do}, {do}") for each in refused.refusals) from refused
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder
