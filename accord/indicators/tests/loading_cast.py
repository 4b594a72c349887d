"""A file on its way through the browser: who loads it, and each step as a form is sent."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accord.indicators.models import Indicator, Intake, Release, SeriesCode
from accord.people.models import Area, Capacity, Person

HEAD = "indicator,iso3,year,sex,value,unit,flags\n"
GOOD = "SX,XKA,2018,female,12.5,percent,\nSX,XKA,2020,female,10,percent,\n"
# One of each kind: unknown code, repetition, empty dimension, out of range, wrong unit; a break and a jump as warnings.
SEVEN = HEAD + "".join(f"t.1,XKA,{2010 + n},male,{20 + n % 2},percent,\n" for n in range(6)) + (
    "sx,XKA,2018,female,12.5,percent,\n"
    "t.1,XKA,2015,male,21,percent,\n"
    "t.1,XKA,,female,9,percent,\n"
    "t.1,XKA,2017,female,120,percent,\n"
    "t.1,XKA,2019,female,11,number,\n"
    "t.1,XKA,2020,female,12,percent,B\n"
    "t.1,XKA,2016,male,60,percent,\n"
)  # fmt: skip
TOLD = {"source": "Statistics Office of Arcadia", "licence": "CC BY 4.0", "language": "en"}


@pytest.fixture(autouse=True)
def _world(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    SeriesCode.objects.create(code="SX", indicator=indicator)


def hat(role: str = "statistician", area: str | None = "XKA", name: str = "", world: str = "real") -> Capacity:
    email = f"{name or role}-{area}@example.org"
    person = Person.objects.create_user(email, None, world=world, name="Noor")
    of = Area.objects.get(code=area) if area else None
    return Capacity.objects.create(person=person, role=role, area=of, state="active", starts_on="2020-01-01")


def client_of(one: Capacity) -> Client:
    client = Client()
    client.force_login(one.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, text: str | bytes, name: str = "figures.csv", **more: str) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/en/releases/load/", {**TOLD, **more, "file": SimpleUploadedFile(name, data)})


def loaded(client: Client, text: str | bytes, name: str = "figures.csv", **more: str) -> Intake:
    answer = sent(client, text, name, **more)
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.latest("pk")


def drafted(client: Client, intake: Intake) -> Release:
    answer = client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": intake.version})
    assert answer.status_code == 302, answer.content.decode()
    intake.refresh_from_db()
    assert intake.release is not None, intake.report
    return intake.release


def published(client: Client, release: Release, **more: str) -> Release:
    answer = client.post(f"/en/releases/{release.pk}/publish/", {"attest": "on", **more})
    assert answer.status_code == 302, answer.content.decode()
    release.refresh_from_db()
    return release


def control(client: Client, intake: Intake, row: int, kind: str = "cell") -> str:
    """The name of the control of a kind beside the fault in a row."""
    form = client.get(f"/en/releases/load/{intake.pk}/").context["form"]
    return next(f"{kind}_{n}" for n, slot in enumerate(form.slots) if slot["row"] == row)


def mend(client: Client, intake: Intake, typed: dict[str, str]) -> Any:
    """Send the page's form back with what was typed; all else as it is shown."""
    form = client.get(f"/en/releases/load/{intake.pk}/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("out_")}
    return client.post(f"/en/releases/load/{intake.pk}/", {**data, **typed})


def kinds(intake: Intake, which: str = "faults") -> list[str]:
    return [f["code"] for f in intake.report[which]]


def csv_of(release: Release) -> list[str]:
    answer: Any = Client().get(f"/en/releases/{release.pk}.csv")
    return b"".join(answer.streaming_content).decode().splitlines()


def uploads_of(release: Release) -> Path:
    from accord.indicators.loading.check import uploads

    return uploads() / release.upload
