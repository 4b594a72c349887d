"""Mails name the site's own address, never the name and port of the request that asked for them."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from accord.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.mark.parametrize(("path", "typed"), [
    ("password/reset/", {"email": "amina@real.example"}), ("password/reset/", {"email": "nobody@real.example"}),
    ("signup/", {"email": "new@real.example", "password1": "correct-horse-battery-7"}),
])  # fmt: skip
def test_a_mail_names_the_site_and_not_the_request(
    tmp_path: Path, letters: Path, path: str, typed: dict[str, str], django_capture_on_commit_callbacks: Any
) -> None:
    Person.objects.create_user("amina@real.example", "x")
    there = override_settings(HOME=tmp_path, SITE="https://accord.example", MAILERS=settings_with_folder())
    with there, django_capture_on_commit_callbacks(execute=True):
        Client().post(f"/en/accounts/{path}", typed, headers={"host": "localhost:6666"})
    (letter,) = letters.glob("*.eml")
    mail = message_from_bytes(letter.read_bytes(), policy=default)
    body = mail.get_body()
    assert body is not None
    text = body.get_content()
    assert "https://accord.example/en/accounts/" in text
    assert "localhost:6666" not in letter.read_text()
    assert str(mail["Subject"]).startswith("[Accord] ")


def test_a_letter_in_the_folder_is_its_owners_alone(tmp_path: Path, letters: Path) -> None:
    with override_settings(HOME=tmp_path, MAILERS=settings_with_folder()):
        Client().post("/en/accounts/password/reset/", {"email": "nobody@real.example"})
    assert letters.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in letters.iterdir()] == [0o600]


def settings_with_folder() -> dict[str, dict[str, str]]:
    return {"default": {"BACKEND": "accord.kit.mail.FolderBackend"}}
