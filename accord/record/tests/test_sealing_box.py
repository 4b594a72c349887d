"""The box: both shares open it, one does not, and nothing fits another subject."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.record.sealing import box

ONE, TWO, THREE = (box.new_key() for _ in range(3))
ABOUT = "shadow-reports/k3f9"
SCRIPT = Path(__file__).resolve().parents[3] / "bin/open-share"


def both(sealed: box.Sealed, subject: str = ABOUT) -> str:
    shares = [box.opened_share(box.open_with(key[0], one)) for key, one in zip((ONE, TWO), sealed.shares, strict=True)]
    return box.join(sealed.text, *shares, subject)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_both_together_read_what_was_sealed(text: str) -> None:
    if len(text.encode()) <= box.LENGTH - 2:
        assert both(box.seal(text, [ONE[1], TWO[1]], ABOUT)) == text


def test_one_share_alone_opens_nothing() -> None:
    sealed = box.seal("Mira Stell", [ONE[1], TWO[1]], ABOUT)
    share = box.opened_share(box.open_with(ONE[0], sealed.shares[0]))
    for guess in (share, bytes(32)):
        with pytest.raises(ValueError, match="not the two shares"):
            box.join(sealed.text, share, guess, ABOUT)
    for key in (TWO, THREE):
        with pytest.raises(ValueError, match="does not open"):
            box.open_with(key[0], sealed.shares[0])


def test_nothing_fits_another_subject() -> None:
    sealed = box.seal("Mira Stell", [ONE[1], TWO[1]], ABOUT)
    with pytest.raises(ValueError, match="not the two shares"):
        both(sealed, "shadow-reports/other")
    moved = sealed.shares[0].replace(ABOUT, "shadow-reports/other")
    with pytest.raises(ValueError, match="does not open"):
        box.open_with(ONE[0], moved)


def test_the_length_of_a_name_tells_nothing_and_no_two_are_alike() -> None:
    short, long = (box.seal(text, [ONE[1], TWO[1]], ABOUT) for text in ("A", "A" * 1000))
    assert len(short.text) == len(long.text)
    assert len(box.seal_answer("A", ONE[1], ABOUT)) == len(box.seal_answer("A" * 1000, ONE[1], ABOUT))
    assert box.seal("A", [ONE[1], TWO[1]], ABOUT).text != short.text


def test_two_different_keys_are_asked_for() -> None:
    for keys in ([ONE[1]], [ONE[1], ONE[1]], [ONE[1], TWO[1], THREE[1]]):
        with pytest.raises(ValueError, match="two different keys"):
            box.seal("A", keys, ABOUT)
    with pytest.raises(ValueError, match="At most"):
        box.seal("A" * 1100, [ONE[1], TWO[1]], ABOUT)
    with pytest.raises(ValueError, match="no accord-public"):
        box.seal("A", [ONE[0], TWO[1]], ABOUT)


def test_the_custodians_script_opens_shares_and_answers(tmp_path: Path) -> None:
    assert SCRIPT.read_text().count("\n") < 100
    sealed = box.seal("Mira Stell", [ONE[1], TWO[1]], ABOUT)
    key = tmp_path / "key"
    key.write_text(ONE[0] + "\n")

    def run(line: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, SCRIPT, key], input=line + "\n", capture_output=True, text=True, check=False)

    assert run(sealed.shares[0]).stdout.strip() == box.open_with(ONE[0], sealed.shares[0])
    answer = box.seal_answer(json.dumps({"name": "Mira"}), ONE[1], ABOUT)
    assert json.loads(run(answer).stdout) == {"name": "Mira"}
    assert run(sealed.shares[1]).returncode == 1
    assert "does not open" in run(sealed.shares[1]).stderr
