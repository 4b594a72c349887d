"""Proofs that a stranger takes from the pages, and the script that checks them with Python alone."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accord.people.models import Area, Capacity, Person
from accord.record import actions
from accord.record.log import checkpoints, proofs
from accord.record.models import Card, Checkpoint, Event, LogTile
from accord.record.tests.test_record import card

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[1] / "static" / "record" / "check-proof.py"


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Card]:
    """A public card with 600 lines, so that the tree has tiles on two levels; made once, what each test adds is rolled back."""
    proofs.register("told")
    with django_db_blocker.unblock(), contextlib.suppress(KeyError), transaction.atomic():
        made, other = card("commitments/told", kind="told"), card("other")
        for number in range(600):
            about = made if number % 10 == 0 else other
            actions.append("noted", about, reason="Grund: «é»", after={"number": number, "of": None})
        actions.seal()
        yield made
        raise KeyError  # back to an empty database
    proofs._kinds.remove("told")


def check(folder: Path, proof: Any, *words: str) -> tuple[int, str]:
    (folder / "proof.json").write_text(json.dumps(proof), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, str(folder / "proof.json"), *words], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_the_script_is_short_and_knows_nothing_of_the_site() -> None:
    text = SCRIPT.read_text()
    assert text.count("\n") < 100
    assert "import argparse, base64, hashlib, json, sys\nfrom pathlib import Path\n" in text
    assert text.count("import") == 2
    assert (SCRIPT.parents[4] / "bin" / "check-proof").resolve() == SCRIPT


def test_a_stranger_checks_what_a_page_hands_out(client: Client, told: Card, tmp_path: Path) -> None:
    proof = client.get("/en/verify/commitments/told.json").json()
    assert len(proof["lines"]) == 25
    assert proof["next"]
    assert proof["lines"][0]["body"]["reason"] == "Grund: «é»"
    code, said = check(tmp_path, proof, "--key", proof["key"])
    assert (code, said.count("is under it, with the content beside it")) == (0, 25)
    older = client.get(f"/en/verify/commitments/told.json?after={proof['next']}").json()
    assert not {one["position"] for one in older["lines"]} & {one["position"] for one in proof["lines"]}
    assert check(tmp_path, older)[0] == 0


def other_hash(proof: Any) -> None:
    proof["lines"][3]["path"][2] = "00" * 32


def other_body(proof: Any) -> None:
    proof["lines"][0]["body"]["reason"] = "another"


def other_place(proof: Any) -> None:
    proof["lines"][0]["position"] -= 1


def other_hour(proof: Any) -> None:
    proof["lines"][0]["hour"] = "2020-01-01T00:00:00Z"


def other_size(proof: Any) -> None:
    proof["checkpoint"]["note"] = proof["checkpoint"]["note"].replace("\n600\n", "\n601\n")


def longer(proof: Any) -> None:
    proof["lines"][0]["path"].append("00" * 32)


def shorter(proof: Any) -> None:
    proof["lines"][0]["path"].pop()


@pytest.mark.parametrize("change", [other_hash, other_body, other_place, other_hour, other_size, longer, shorter])
def test_a_proof_that_was_changed_is_none(client: Client, told: Card, tmp_path: Path, change: Callable[[Any], None]) -> None:
    proof = client.get("/en/verify/commitments/told.json").json()
    change(proof)
    code, said = check(tmp_path, proof)
    assert code == 1
    assert "NOT PROVED" in said


def test_another_key_is_told(client: Client, told: Card, tmp_path: Path) -> None:
    proof = client.get("/en/verify/lines/1.json").json()
    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert check(tmp_path, proof, "--key", key)[0] == 1


@pytest.mark.parametrize("more", [0, 1, 40, 424])
def test_a_stranger_checks_that_the_log_only_grew(client: Client, told: Card, tmp_path: Path, more: int) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_bytes(client.get("/en/verify/checkpoint.txt").content)
    for number in range(more):
        actions.append("noted", told, after={"later": number})
    actions.seal()
    proof = client.get("/en/verify/since/600.json").json()
    code, said = check(tmp_path, proof, "--key", proof["key"], "--kept", str(kept))
    assert (code, "The first 600 lines are those of the checkpoint that you kept" in said) == (0, True)
    wrong = client.get("/en/verify/since/599.json").json()
    assert check(tmp_path, wrong, "--kept", str(kept))[0] == 1
    if more:
        proof["path"][-1] = "00" * 32
        assert check(tmp_path, proof, "--kept", str(kept))[0] == 1


def test_an_erased_line_is_still_proved(client: Client, told: Card, tmp_path: Path) -> None:
    home = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo")
    by = Capacity.objects.create(person=Person.objects.create_user("a@demo.example"), role="member", area=home)
    event = Event.objects.get(position=11)
    before = client.get("/en/verify/lines/11.json").json()["lines"][0]
    actions.redact(event, by=by, ground="a name")
    actions.seal()
    proof = client.get("/en/verify/lines/11.json").json()
    line = proof["lines"][0]
    assert (line["digest"], line["redacted"], line["body"], line["salt"]) == (before["digest"], True, None, "")
    assert check(tmp_path, proof)[0] == 0
    assert "erased" in client.get("/en/verify/lines/11/").content.decode()


def test_a_line_that_the_reader_may_not_see_is_proved_without_its_content(client: Client, told: Card, tmp_path: Path) -> None:
    actions.append("noted", None, after={"quiet": "word"})
    actions.seal()
    answer = client.get("/en/verify/lines/601.json")
    assert b"quiet" not in answer.content
    assert b"noted" not in answer.content
    assert (answer.json()["lines"][0]["salt"], answer.json()["title"]) == ("", {})
    assert check(tmp_path, answer.json())[0] == 0


def test_content_is_told_of_kinds_alone_whose_pages_tell_it(client: Client, told: Card) -> None:
    assert client.get("/en/verify/other/").status_code == 404
    assert client.get("/en/verify/lines/2.json").json()["lines"][0]["body"] is None
    assert client.get("/en/verify/no-such/").status_code == 404


def test_what_waits_is_counted_and_not_proved(client: Client, told: Card) -> None:
    actions.append("noted", told)
    page = client.get("/en/verify/commitments/told.json").json()
    assert (page["waiting"], len(page["lines"])) == (1, 24)
    assert "waits for the next checkpoint" in client.get("/en/verify/commitments/told/").content.decode()


@pytest.mark.parametrize("path", ["lines/0/", "lines/601/", f"lines/{10**40}/", "checkpoints/5.txt", f"checkpoints/{10**40}.txt",
                                  "since/0.json", "since/601.json", f"since/{10**40}.json"])  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, told: Card, path: str) -> None:
    assert client.get(f"/en/verify/{path}").status_code == 404


@pytest.mark.parametrize("hashes", [bytes(32 * 256), b""])
def test_a_log_that_is_not_whole_gives_no_proof(client: Client, told: Card, hashes: bytes) -> None:
    LogTile.objects.filter(key=0).update(hashes=hashes)
    page = client.get("/en/verify/lines/1.json").json()
    assert (page["whole"], page["lines"]) == (False, [])
    assert "not what its checkpoint says" in client.get("/en/verify/lines/1/").content.decode()


@pytest.mark.parametrize("path", ["", "commitments/told/", "lines/300/", "since/300.json", "checkpoint.txt"])
def test_no_page_asks_much(client: Client, told: Card, path: str, django_assert_max_num_queries: Callable[..., Any]) -> None:
    with django_assert_max_num_queries(6):
        assert client.get(f"/en/verify/{path}").status_code == 200


def test_a_spoilt_checkpoint_stops_no_page(client: Client, told: Card) -> None:
    Checkpoint.objects.update(note="spoilt")
    assert client.get("/en/verify/").status_code == 200
    assert client.get("/en/verify/lines/1.json").json()["whole"] is False


def test_checkpoints_are_listed_by_key(client: Client, told: Card) -> None:
    row = Checkpoint.objects.get()
    Checkpoint.objects.bulk_create(Checkpoint(size=n, at=row.at, key=row.key, note=row.note) for n in range(1, 30))
    first = client.get("/en/verify.json").json()
    second = client.get(f"/en/verify.json?after={first['next']}").json()
    assert [len(first["checkpoints"]), len(second["checkpoints"]), second["next"]] == [25, 5, 0]
    assert second["newest"]["size"] == 600
    assert client.get("/en/verify/checkpoints/600.txt").content.decode() == checkpoints.newest().note  # type: ignore[union-attr]


def test_an_empty_journal_says_so(client: Client) -> None:
    Checkpoint.objects.all().delete()
    assert "There is no checkpoint yet." in client.get("/en/verify/").content.decode()
    assert client.get("/en/verify/checkpoint.txt").status_code == 404


def test_what_was_withdrawn_is_out_of_sight_in_its_lines_too(client: Client, told: Card) -> None:
    at = Event.objects.filter(card=told, position__isnull=False).order_by("position").values_list("position", flat=True)[0]
    assert client.get(f"/en/verify/lines/{at}.json").json()["title"]
    actions.withdraw_card(told)
    answer = client.get(f"/en/verify/lines/{at}.json").json()
    assert (answer["title"], answer["lines"][0]["body"]) == ({}, None)


def test_an_act_without_a_card_is_told_to_nobody_by_its_line(told: Card) -> None:
    actions.append("noted", None, after={"quiet": "word"})
    actions.seal()
    officer = Person.objects.create_user("officer@demo.example", None)
    Capacity.objects.create(person=officer, role="secretariat", state="active", starts_on="2020-01-01")
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert b"quiet" not in client.get("/en/verify/lines/601.json").content
