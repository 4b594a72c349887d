"""What each test costs in CPU, and which are too costly for the quick suite: `make costs` writes `tests/thorough.txt`.

A plugin (`-p tests.costs`). Seconds of CPU, so that a busy machine tells nearly the same. A world that a file lays under all its
tests costs that file, whichever test is the first to ask for it.
"""

import json
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEAN, SUM = 0.1, 0.7  # seconds a test, seconds of all cases of one function
WORLD = 6.0  # seconds of what a file lays under its tests
HERE = Path(__file__).parent
_spent: dict[str, list[float]] = {}
_laid: dict[str, list[float]] = {}


@contextmanager
def _timed(kept: dict[str, list[float]], name: str) -> Generator[None]:
    before = _cpu()
    try:
        yield
    finally:
        kept.setdefault(name, []).append(_cpu() - before)


def _cpu() -> float:
    """With that of commands which a test ran and waited for."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    with _timed(_laid, item.nodeid.partition("::")[0]):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    with _timed(_spent, item.nodeid.partition("[")[0]):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = Path(os.environ["ACCORD_COSTS"])
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        (folder / f"{worker}.json").write_text(json.dumps([_spent, _laid]))
        return
    for file in folder.glob("gw*.json"):
        spent, laid = json.loads(file.read_text())
        _spent.update(spent)
        _laid.update(laid)
    costly = sorted(name for name, each in _spent.items() if _is_costly(name, each))
    (HERE / "thorough.txt").write_text("".join(f"{name}\n" for name in costly))
    total = sum(map(sum, [*_spent.values(), *_laid.values()]))
    print(f"\n{total:.0f} s of CPU; {len(costly)} functions are for the thorough suite.")


def _is_costly(name: str, each: list[float]) -> bool:
    laid = sum(_laid.get(name.partition("::")[0], []))
    return laid > WORLD or sum(each) > SUM or sum(each) / len(each) > MEAN
