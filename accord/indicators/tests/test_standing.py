"""A release's file and row, against the event that published it."""

import re
from pathlib import Path

import pytest
from django.test import Client

from accord.indicators.frames import parquet
from accord.indicators.models import Indicator, Release
from accord.indicators.tests.makers import release_of
from accord.people.models import Area
from accord.record.actions import seal
from accord.record.actions.events import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(tmp_path: Path, settings: object) -> Release:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Arcadia"})
    Indicator.objects.create(code="1.1", unit="percent", direction="lower")
    made = release_of("indicator,iso3,year,value\n1.1,XKA,2020,5\n")
    assert problems() == []
    return made


def test_a_file_that_is_not_the_one_kept_is_found(release: Release) -> None:
    path = parquet.path_of(release.parquet)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes() + b"x")
    assert [(p["ref"], p["what"]) for p in problems()] == [(f"releases/{release.sha256}", "altered")]
    path.unlink()
    assert [p["what"] for p in problems()] == ["altered"]


def test_another_file_under_the_same_release_is_found(release: Release) -> None:
    other = parquet.folder() / f"{'0' * 64}.parquet"
    other.write_bytes(b"other figures")
    Release.objects.update(parquet=other.name, parquet_sha256=parquet.sha256_of(other))
    assert [p["what"] for p in problems()] == ["altered"]
    Release.objects.update(parquet="../secret", parquet_sha256="")
    assert [p["what"] for p in problems()] == ["altered"]


def test_the_foot_of_its_page_leads_to_its_proof(client: Client, release: Release) -> None:
    seal()
    html = client.get(f"/en/releases/{release.pk}/").content.decode()
    feet = set(re.findall(r'href="(/en/verify/[^"]+)">Verify', html))
    assert len(feet) == 1
    assert client.get(feet.pop()).status_code == 200


def test_a_release_taken_back_by_hand_is_found(release: Release) -> None:
    Release.objects.update(state="draft")
    assert [p["what"] for p in problems()] == ["removed"]
