"""A real server with the starter facts and a real browser. A missing browser fails; nothing is skipped."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.prepared import prepared

# Without a compositor of its own a key is answered in two thirds of the time: journeys press thousands.
QUICK = "--disable-threaded-compositing"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
LOGINS = "logins.json"


@contextmanager
def serving(home: Path, *, told: bool = False) -> Iterator[str]:
    """`accord run` on a free port, with the starter facts and the demonstration; where these were told, the server alone."""
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        port = spare.getsockname()[1]
    env = {**os.environ, "ACCORD_HOME": str(home), "DRAW": "0"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    accord = Path(sys.executable).with_name("accord")
    address = f"http://127.0.0.1:{port}"
    command = [accord, "serve" if told else "run", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=env | {"ACCORD_SITE": address})
    try:
        for _ in range(1600):  # a busy machine takes minutes to tell the demonstration
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=1)
                break
            except OSError:
                assert server.poll() is None, "the server stopped while starting"
                time.sleep(0.25)
        else:
            raise AssertionError("the server did not start")
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the facts and the demonstration were told, and nothing else: others are copies of it.

    `ACCORD_TOLD` is where it stays for other runs, also for those that begin at the same moment."""
    kept = os.environ.get("ACCORD_TOLD")
    return prepared(Path(kept) if kept else tmp_path_factory.mktemp("told"), _tell)


def _tell(home: Path) -> None:
    with serving(home):
        pass
    accord = Path(sys.executable).with_name("accord")
    said = subprocess.run(
        [accord, "demo", "--json"], env={**os.environ, "ACCORD_HOME": str(home)}, capture_output=True, check=True
    )
    (home / LOGINS).write_bytes(said.stdout)  # asked of nobody later: a database that is open is no good copy


@pytest.fixture(scope="session")
def logins(told: Path) -> dict[str, dict[str, str]]:
    """Who may sign in to the demonstration, by the part of the address that tells them apart: a copy has the same."""
    said = json.loads((told / LOGINS).read_text())
    return {login["email"].removesuffix(".demo.example"): login for login in said}


@pytest.fixture
def own_site(told: Path, tmp_path: Path, logins: dict[str, dict[str, str]]) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """A site that a journey may write in, and who may sign in there."""
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    with serving(tmp_path, told=True) as address:
        yield address, logins


@pytest.fixture(scope="session")
def site(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(told, home, dirs_exist_ok=True)
    with serving(home, told=True) as address:
        yield address


@pytest.fixture(scope="session")
def play() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def _started(play: Playwright, *flags: str) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
    browser = play.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(play: Playwright) -> Iterator[Browser]:
    with _started(play, *([] if os.environ.get("ACCORD_SHOTS") else [QUICK])) as started:  # no picture is taken of the quick one
        yield started


@pytest.fixture(scope="session")
def plain_browser(play: Playwright) -> Iterator[Browser]:
    """For pages without scripts: there a click waits for frames that the quick one does not draw."""
    with _started(play) as started:
        yield started
