"""Our own command as whoever started it can type it again, where they stand."""

import os
import shlex
import shutil
import sys
from pathlib import Path


def typed(command: str) -> str:
    """`.venv/bin/accord demo --clear` for who ran `make run`, `accord demo --clear` where the shell finds it."""
    began = Path(sys.argv[0])
    if began.name != "accord":
        return f"{_near(Path(sys.executable))} -m accord {command}"
    found = shutil.which("accord")
    here = "accord" if found and os.path.samefile(found, began) else _near(began)
    return f"{here} {command}"


def _near(path: Path) -> str:
    """From where one stands, where it lies below; else the whole path."""
    whole, here = path.absolute(), Path.cwd()
    return shlex.quote(str(whole.relative_to(here) if whole.is_relative_to(here) else whole))
