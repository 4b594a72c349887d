"""Pages that only who signed in sees: no axe violation, and no sideways scrolling on a telephone.

`member_pages.txt` names one of each kind that links lead to, with somebody who is led there; where a part of the address is
drawn by lot (`{topic}`), it is the first of such things whose page opens to them.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.test_reporting import Someone

ROWS = [line.split(maxsplit=1) for line in (Path(__file__).parent / "member_pages.txt").read_text().splitlines()]
SHARES = 4
DRAWN = {
    "{topic}": "SELECT ref FROM discussions_topic ORDER BY id",
    "{chatham}": "SELECT ref FROM discussions_topic WHERE chatham ORDER BY id",
    "{shadow}": "SELECT ref FROM accountability_shadowreport ORDER BY id",
    "{edition}": "SELECT ref FROM accountability_edition ORDER BY id",
    "{share}": "SELECT id FROM record_sealedshare ORDER BY id",
    "{case}": "SELECT id FROM moderation_case WHERE closed_at IS NULL ORDER BY opened_at, id",
    "{sealed}": "SELECT id FROM moderation_decision ORDER BY id",
    "{appeal}": "SELECT id FROM moderation_appeal ORDER BY id",
    "{nominee}": "SELECT id FROM people_capacity WHERE state = 'nominated' ORDER BY id",
    "{closed}": "SELECT ref FROM spaces_platform WHERE ref LIKE 'closed-%' ORDER BY id",
}


def shared(share: int) -> Iterator[tuple[str, list[str]]]:
    """Pages of one run, by reader."""
    for name, rows in groupby(ROWS[share::SHARES], key=lambda row: row[0]):
        yield name, [path for _name, path in rows]


def meant(path: str, told: Path) -> list[str]:
    """The address, or each that it may stand for."""
    mark = next((mark for mark in DRAWN if mark in path), "")
    if not mark:
        return [path]
    with sqlite3.connect(f"file:{told / 'accord.sqlite3'}?mode=ro", uri=True) as base:
        return [path.replace(mark, str(ref)) for (ref,) in base.execute(DRAWN[mark])]


def faults_of(page: Page) -> Iterator[str]:
    found = Axe().run(page)
    if found.violations_count:
        yield found.generate_report()
    page.set_viewport_size({"width": 320, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
        yield "scrolls sideways at 320"
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_behind_a_sign_in_has_no_fault(
    site: str, told: Path, browser: Browser, logins: dict[str, Any], share: int
) -> None:
    faults: list[str] = []
    for name, paths in shared(share):
        who = Someone(browser, site, "en" if share % 2 else "ar", logins[name])
        for path in paths:
            at = next((one for one in meant(path, told) if who.go(one) == 200), None)
            assert at is not None, (name, path)
            faults += [f"{name} {at}: {fault}" for fault in faults_of(who.page)]
        who.page.context.close()
    assert not faults, "\n".join(faults)
