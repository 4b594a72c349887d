"""A round of peer reviews by keyboard alone: opened, joined, closed, drawn, accepted, asked, recommended, answered, made final, and
its mid-term told.

Countries differ in their languages: officers and focal points read English, the reviewer Arabic, from the right to the left.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import serving
from tests.journeys.test_owed import fits
from tests.journeys.test_reporting import Someone

ROUND = "peer-reviews/rounds/spring-round/"
REVIEW = "peer-reviews/XAB-spring-round/"
JOINED = ("xab", "xac", "xad")
NEITHER = "This is not the Universal Periodic Review, and not the review of the Committee on the Rights of the Child."
ASKED, ADVISED, WHY = "في أي المقاطعات توجد اللوائح؟", "اعتمدوا اللوائح في المقاطعات الأربع الأخيرة.", "معظمها حبر على ورق."


class Days:
    """The same site on one day after another: it is started anew with its clock moved."""

    def __init__(self, home: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.browser, self.monkeypatch = home, browser, monkeypatch
        self.site, self.logins = "", dict[str, dict[str, str]]()

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        self.monkeypatch.setenv("ACCORD_CLOCK", f"{day}T09:00:00+00:00")
        with serving(self.home, told=bool(self.site)) as self.site:
            yield

    def someone(self, name: str, language: str = "en") -> Someone:
        if not self.logins:
            accord = Path(sys.executable).with_name("accord")
            env = {**os.environ, "ACCORD_HOME": str(self.home)}
            told = subprocess.run([accord, "demo", "--json"], env=env, capture_output=True, text=True, check=True).stdout
            self.logins = {login["email"].removesuffix(".demo.example"): login for login in json.loads(told)}
        return Someone(self.browser, self.site, language, self.logins[name])


def test_from_opening_a_round_to_the_mid_term(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    days = Days(tmp_path, browser, monkeypatch)
    with days.on("2027-01-10"):
        _opens(days.someone("secretariat@demo.example"))
        for code in JOINED:
            focal = days.someone(f"focal-point@{code}")
            focal.go(ROUND)
            focal.press("main a[href$='/join/']")
            focal.send()
    with days.on("2027-02-02"):
        officer = days.someone("secretariat@demo.example")
        officer.go(ROUND)
        officer.press("main a[href$='/close/']")
        officer.send()
        assert "Closed and published" in officer.text()
    with days.on("2027-02-10"):
        officer = days.someone("secretariat@demo.example")
        who = _draws(officer)
        _asks_and_answers(days, officer, who)
    with days.on("2027-03-05"):
        _recommends(days, who)
    with days.on("2029-03-01"):
        _ends(days)


def _opens(officer: Someone) -> None:
    officer.go("peer-reviews/?world=demo")
    officer.press("main a[href$='/rounds/new/']")
    officer.fill("name", "Spring round")
    fields = {
        "opens": "2027-01-10",
        "joins_until": "2027-02-01",
        "number_on": "2027-02-10",
        "begins": "2027-03-01",
        "ends": "2027-12-01",
    }
    for name, day in fields.items():
        officer.day(name, day)
    for name, text in (("source", "Lottery of the Six Rivers, first draw of 10 February"), ("team", "1"), ("most", "2")):
        officer.fill(name, text)
    officer.sees_no_fault()
    officer.send()
    assert officer.page.url.endswith(ROUND)


def _draws(officer: Someone) -> str:
    """The name of the reviewer of XAB."""
    officer.go(ROUND)
    officer.press("main a[href$='/draw/']")
    officer.fill("numbers", "3 14 15 92 65 35")
    officer.tab_to("main [name='compared']")
    officer.page.keyboard.press("Space")
    officer.sees_no_fault()
    officer.send()
    assert "The same comes out" in officer.text()
    officer.sees_no_fault()
    told = officer.page.request.get(f"{officer.site}/en/{ROUND.rstrip('/')}.json").json()
    assert set(told["teams"]) == {"XAB", "XAC", "XAD"}
    return f"peer-reviewer@{told['teams']['XAB'][0].lower()}"


def _asks_and_answers(days: Days, officer: Someone, who: str) -> None:
    reviewer = days.someone(who, "ar")
    reviewer.go("my/")
    assert reviewer.page.locator("html[dir='rtl']").count() == 1
    reviewer.press(f"main a[href*='/{REVIEW}offers/']")
    fits(reviewer)
    reviewer.fill("declaration", "none")
    reviewer.tab_to("main [name='agree']")
    reviewer.page.keyboard.press("Space")
    reviewer.send()
    officer.go(REVIEW)
    officer.press("main a[href$='/step/questions/']")
    officer.send()
    reviewer.go(REVIEW)
    reviewer.press("main a[href$='/ask/']")
    reviewer.fill("text", ASKED)
    reviewer.send()
    fits(reviewer)
    focal = days.someone("focal-point@xab")
    focal.go(REVIEW)
    assert ASKED in focal.text()
    focal.press("main a[href*='/questions/']")
    focal.fill("text", "All but four.")
    focal.send()
    assert "All but four." in focal.text()
    officer.go(REVIEW)
    officer.press("main a[href$='/dialogue/']")
    officer.day("day", "2027-03-05")
    officer.send()
    officer.press("main a[href$='/step/dialogue/']")
    officer.send()


def _recommends(days: Days, who: str) -> None:
    officer, reviewer = days.someone("secretariat@demo.example"), days.someone(who, "ar")
    officer.go(REVIEW)
    officer.press("main a[href$='/step/held/']")
    officer.send()
    reviewer.go(REVIEW)
    reviewer.press("main a[href$='/recommend/']")
    reviewer.fill("text", ADVISED)
    reviewer.day("due", "2028-01-01")
    fits(reviewer)
    reviewer.send()
    reviewer.press("main a[href*='/judge/']")
    for name, value in (("completion", "limited"), ("ambition", "modest"), ("change", "none"), ("confidence", "high")):
        reviewer.pick(name, value)
    reviewer.fill("rationale", WHY)
    fits(reviewer)
    reviewer.send()
    officer.go(REVIEW)
    officer.press("main a[href$='/step/give/']")
    officer.send()
    focal = days.someone("focal-point@xab")
    focal.go(REVIEW)
    focal.press("main a[href*='/recommendations/XAB-own'][href$='/answer/']")
    focal.pick("response", "supported")
    focal.fill("reason", "It goes with the plan.")
    focal.send()
    focal.go(REVIEW)
    said = focal.text()
    for words in (ADVISED, "It goes with the plan.", WHY):
        assert words in said
    focal.sees_no_fault()


def _ends(days: Days) -> None:
    """Two years later an officer makes it final; the country tells how far the recommendation is, then the mid-term."""
    officer, focal = days.someone("secretariat@demo.example"), days.someone("focal-point@xab")
    officer.go(REVIEW)
    officer.press("main a[href$='/step/finish/']")
    assert NEITHER in officer.text()
    officer.send()
    focal.go(REVIEW)
    focal.press("main h3 a[href*='/recommendations/XAB-own']")
    focal.press("main a[href$='/tell/']")
    focal.pick("progress", "in_progress")
    focal.fill("rationale", "Two provinces have theirs.")
    focal.send()
    focal.go(REVIEW)
    focal.press("main a[href$='/midterm/']")
    assert NEITHER in focal.text()
    focal.fill("text", "Two of four provinces have rules now.")
    focal.sees_no_fault()
    focal.send()
    said = focal.text()
    for words in ("Two of four provinces have rules now.", "In progress", "Mid-term told"):
        assert words in said
    focal.sees_no_fault()
