"""An installation whose observations are kept at an address."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.utils import timezone

from goldenthread.engine import observation_stream
from goldenthread.measures.commands import import_release, rehearse_import
from goldenthread.measures.compacting import compact_observations
from goldenthread.measures.queries import series
from goldenthread.measures.reading import observation_store
from goldenthread.people.models import User
from tests.areas.measures.conftest import KENT, WriteFile

SAY = "from goldenthread.web import settings; print(settings.OBSERVATIONS)"


@pytest.mark.parametrize(
    ("given", "kept"), [("", "HOME/observations"), ("s3://figures/kent", "s3://figures/kent")]
)
def test_the_address_is_a_setting_and_a_folder_of_the_installation_without_it(
    given: str, kept: str, tmp_path: Path
) -> None:
    environment = os.environ | {"GOLDENTHREAD_HOME": str(tmp_path), "GOLDENTHREAD_OBSERVATIONS": given}
    said = subprocess.run(
        [sys.executable, "-c", SAY], env=environment, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == kept.replace("HOME", str(tmp_path))


@pytest.mark.django_db
@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("large", [True, False])
def test_everything_is_done_at_an_address_that_is_done_in_a_folder(
    large: bool, bob: User, figures: WriteFile, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OBSERVATIONS = f"memory://observations-{uuid4().hex}"
    if large:
        monkeypatch.setattr(observation_stream, "LARGE", 0)
    for value in ("3.3", "2.8"):
        import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2016,{value}")]))
    rehearsal = rehearse_import(bob, [figures(f"neet,{KENT},2016,2.8", f"neet,{KENT},2017,3")])
    assert (rehearsal.added, rehearsal.same, rehearsal.changed) == (1, 1, 0)
    assert compact_observations(bob).rows == 1
    assert [str(each.value) for each in series("neet", KENT, viewer=bob, now=timezone.now())] == ["2.8"]
    assert not [name for name in observation_store().place.names() if name.endswith(".part")]
