"""A real server with the starter facts and a real browser. A missing browser fails; nothing is skipped."""

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
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def serving(home: Path, *, workers: int) -> Iterator[str]:
    """`accord run` on a free port, with the starter facts and the demonstration."""
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        port = spare.getsockname()[1]
    env = {**os.environ, "ACCORD_HOME": str(home), "DRAW": "0"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    accord = Path(sys.executable).with_name("accord")
    server = subprocess.Popen([accord, "run", "--port", str(port), "--workers", str(workers)], env=env)
    address = f"http://127.0.0.1:{port}"
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
    """A home in which the facts and the demonstration were told, and nothing else: others are copies of it."""
    home = tmp_path_factory.mktemp("told")
    with serving(home, workers=1):
        pass
    return home


@pytest.fixture(scope="session")
def site(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(told, home, dirs_exist_ok=True)
    with serving(home, workers=1) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
