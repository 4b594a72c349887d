"""Every hostile file through the command: one clear answer, and the database as it was."""

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from accord.formats.tests.hostile import HOSTILE, HostileFile
from accord.indicators.models import Indicator, SeriesCode
from accord.people.models import Area

pytestmark = pytest.mark.django_db
ROOMS = ("people", "record", "directory", "indicators", "learning", "accountability")
REFUSED = [f for f in HOSTILE if f.expect]
SOURCED = ("--source", "Made-up office", "--licence", "CC0")


@pytest.fixture(autouse=True)
def _known() -> None:
    for code in ("XAA", "XAB", "XAC"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"{code}land"})
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    SeriesCode.objects.create(code="violent_discipline", indicator=indicator)


def all_rows() -> str:
    """A digest of every row of every table of the rooms, the journal included."""
    models = [m for m in apps.get_models() if m._meta.app_label in ROOMS]
    rows = [repr(sorted(map(repr, m._default_manager.values_list()))) for m in models]
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def told(kind: str, path: Path, *options: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import", kind, str(path), "--json", *options, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("file", REFUSED, ids=lambda f: f.name)
def test_a_hostile_file_is_told_and_changes_nothing(tmp_path: Path, file: HostileFile) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.bytes)
    before = all_rows()
    code, out, err = told("indicators", path, *SOURCED)
    assert all_rows() == before
    assert "Traceback" not in err
    if code == 2:
        assert file.expect in err
        assert len(err.strip().splitlines()) == 1
        [whole] = json.loads(out.splitlines()[-1])["refused"]
        assert file.expect in whole["message"]
        return
    assert code == 1
    line = json.loads(out.splitlines()[-1])
    assert (line["added"], line["changed"]) == (0, 0)
    assert line["refused"]
    for one in line["refused"]:
        assert set(one) == {"row", "column", "value", "message"}
        assert one["message"].strip()
    assert any(file.expect in one["message"] and one["row"] == file.row for one in line["refused"])


@pytest.mark.parametrize("kind", ["recommendations", "pledges"])
@pytest.mark.parametrize("file", HOSTILE, ids=lambda f: f.name)
def test_a_file_of_another_kind_is_told_and_changes_nothing(tmp_path: Path, file: HostileFile, kind: str) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.bytes)
    before = all_rows()
    code, out, err = told(kind, path)
    assert code in (1, 2)
    assert json.loads(out.splitlines()[-1])["refused"]
    assert all_rows() == before
    assert "Traceback" not in err
    assert err.strip()
