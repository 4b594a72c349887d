"""What each test costs in CPU, and which are too costly for the quick suite: `make costs` writes `tests/thorough.txt`.

A plugin (`-p tests.costs`). Seconds of CPU, so that a busy machine tells nearly the same.
"""

import json
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEAN, SUM = 0.15, 1.0  # seconds a test, seconds of all cases of one function
HERE = Path(__file__).parent
_spent: dict[str, list[float]] = {}


@contextmanager
def _timed(item: pytest.Item) -> Generator[None]:
    before = time.process_time()
    try:
        yield
    finally:
        _spent.setdefault(item.nodeid.partition("[")[0], []).append(time.process_time() - before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    with _timed(item):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = Path(os.environ["ACCORD_COSTS"])
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        (folder / f"{worker}.json").write_text(json.dumps(_spent))
        return
    for file in folder.glob("gw*.json"):
        _spent.update(json.loads(file.read_text()))
    costly = sorted(name for name, each in _spent.items() if sum(each) > SUM or sum(each) / len(each) > MEAN)
    (HERE / "thorough.txt").write_text("".join(f"{name}\n" for name in costly))
    print(f"\n{sum(map(sum, _spent.values())):.0f} s of CPU; {len(costly)} functions are for the thorough suite.")
