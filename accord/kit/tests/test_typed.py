"""What a command prints can be typed where its reader stands."""

import sys
from pathlib import Path

import pytest

from accord.kit.typed import typed


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / ".venv/bin/accord"
    made.parent.mkdir(parents=True)
    made.touch(mode=0o700)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    return made


def test_the_script_is_named_by_where_it_lies(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for began in (".venv/bin/accord", str(script)):
        monkeypatch.setattr(sys, "argv", [began, "demo"])
        assert typed("demo --clear") == ".venv/bin/accord demo --clear"
    monkeypatch.chdir(script.parent.parent)
    assert typed("demo") == "bin/accord demo"
    (script.parent / "elsewhere").mkdir()
    monkeypatch.chdir(script.parent / "elsewhere")
    assert typed("demo") == f"{script} demo"


def test_it_is_accord_where_the_shell_finds_it(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", str(script.parent))
    assert typed("demo") == "accord demo"


def test_a_module_is_run_as_one(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/x/accord/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(script.parent / "python"))
    assert typed("demo") == ".venv/bin/python -m accord demo"
