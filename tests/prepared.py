"""A folder that many processes use and one of them makes: nobody ever sees it half made."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def prepared(under: Path, make: Callable[[Path], None]) -> Path:
    """`under/home`, as `make` left it. Whoever comes first makes it aside, all others wait; what was broken off is made anew."""
    home = under / "home"
    with (under / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the process, however it ends
        if not home.exists():
            aside = Path(tempfile.mkdtemp(prefix="aside-", dir=under))
            try:
                make(aside)
                aside.rename(home)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    return home
