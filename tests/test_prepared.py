"""Two runs of journeys that begin at once find the same home, made once and whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared import prepared

ROOT = Path(__file__).parents[1]
ONE = """
import sys, time
from pathlib import Path
from tests.prepared import prepared

def make(home):
    with (Path(sys.argv[1]) / "made").open("a") as made:
        made.write("once ")
    for part in "abc":
        (home / part).write_text(part)
        time.sleep(0.1)

print("".join(sorted(one.name for one in prepared(Path(sys.argv[1]), make).iterdir())))
"""


def test_two_at_once_find_it_whole(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", ONE, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [run.communicate(timeout=30)[0].strip() for run in runs] == ["abc"] * 3
    assert (tmp_path / "made").read_text() == "once "


def test_what_was_broken_off_is_made_anew(tmp_path: Path) -> None:
    def broken(home: Path) -> None:
        (home / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepared(tmp_path, broken)
    home = prepared(tmp_path, lambda there: (there / "whole").touch())
    assert [one.name for one in home.iterdir()] == ["whole"]
    assert prepared(tmp_path, broken) == home
