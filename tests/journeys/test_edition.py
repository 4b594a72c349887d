"""An edition of the global report, all the way, by keyboard alone: begun, written, checked, approved, published, mended.

In English it is under an embargo first and comes out by itself; in Arabic an officer publishes it.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.test_reporting import Someone

TEXT = {"en": "Five joined and one is late.", "ar": "انضمت خمسة بلدان وتأخر واحد."}
WAS = {"en": ("Five joined", "Six joined"), "ar": ("انضمت خمسة", "انضمت ستة")}
SAID = {"en": "Our report came in time.", "ar": "قدمنا تقريرنا في موعده."}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_outline_to_erratum(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str, tmp_path: Path) -> None:
    site, logins = own_site
    first = Someone(browser, site, language, logins["secretariat@demo.example"])
    edition = _begins(first, language)
    stranger = Someone(browser, site, language, logins["focal-point@xab"])
    assert [stranger.go(f"{edition}{place}") for place in ("", "desk/", "checks/XAA/", "report.pdf")] == [404] * 4
    focal = Someone(browser, site, language, logins["focal-point@xaa"])
    focal.go("my/")
    focal.press(f"main a[href$='/{edition}checks/XAA/answer/']")
    focal.pick("verdict", "not_correct")
    focal.fill("text", SAID[language])
    focal.fill("source", "https://gazette.demo.example/9")
    focal.sees_no_fault()
    focal.send()
    for country in ("xab", "xac", "xad", "xae", "xaf"):
        other = Someone(browser, site, language, logins[f"focal-point@{country}"])
        other.go("my/")
        other.press(f"main a[href$='/{edition}checks/{country.upper()}/answer/']")
        other.pick("verdict", "correct")
        other.send()
        other.page.context.close()
    first.go(f"{edition}desk/")
    first.press("main a[href$='/checks/XAA/reply/']")
    first.pick("outcome", "stands")
    first.fill("text", TEXT[language])
    first.send()
    second = Someone(browser, site, language, logins["officer@demo.example"])
    for officer in (first, second):
        officer.go(f"{edition}desk/")
        officer.press("main a[href$='/step/approve/']")
        officer.sees_no_fault()
        officer.send()
    assert stranger.go(edition) == 404
    if language == "en":
        _comes_out_by_itself(second, stranger, edition, tmp_path)
    else:
        second.press("main a[href$='/step/publish/']")
        second.send()
    _mends(first, second, edition, language)
    _is_public(browser, f"{site}/{language}/{edition}", language)


def _begins(officer: Someone, language: str) -> str:
    """A year without an edition under way."""
    year = (datetime.now(UTC) - timedelta(days=180)).year - 2
    officer.go("report/?world=demo")
    officer.sees_no_fault()
    officer.press("main a[href$='/report/new/']")
    officer.fill("year", str(year))
    if language != "en":
        officer.tab_to("main [name='language']")
        officer.page.keyboard.press("ArrowDown")
    officer.send()
    edition = f"report/editions/demo-{year}-1/"
    officer.press("main a[href$='/sections/new/']")
    officer.fill("heading", TEXT[language])
    officer.send()
    officer.press("main a[href$='/step/draft/']")
    officer.send()
    officer.press(f"main a[href$='/sections/s1/{language}/']")
    officer.fill("text", TEXT[language])
    officer.sees_no_fault()
    officer.send()
    officer.press("main a[href$='/freeze/']")
    officer.send()
    officer.sees_no_fault()
    officer.press("main a[href$='/step/check/']")
    officer.send()
    return edition


def _comes_out_by_itself(officer: Someone, stranger: Someone, edition: str, home: Path) -> None:
    """At the hour that the officer typed, by the work of each minute (`accord seal`), and not a minute before."""
    until = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    officer.press("main a[href$='/step/embargo/']")
    officer.tab_to("main [name='until']")
    officer.page.keyboard.type(f"{until:%m%d%Y}")
    officer.page.keyboard.press("Tab")  # from the year to the hour
    officer.page.keyboard.type("0900AM")
    assert officer.page.locator("main [name='until']").input_value() == f"{until:%Y-%m-%dT%H:%M}"
    officer.sees_no_fault()
    officer.send()
    for moment, status in ((until - timedelta(minutes=1), 404), (until, 200)):
        env = {**os.environ, "ACCORD_HOME": str(home), "ACCORD_CLOCK": moment.isoformat()}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        subprocess.run([Path(sys.executable).with_name("accord"), "seal"], env=env, check=True, capture_output=True)
        assert stranger.go(edition) == status, moment


def _mends(first: Someone, second: Someone, edition: str, language: str) -> None:
    first.go(f"{edition}desk/")
    first.press("main a[href$='/errata/new/']")
    was, now = WAS[language]
    for name, text in (("was", was), ("now", now), ("reason", SAID[language])):
        first.fill(name, text)
    first.send()
    second.go(f"{edition}desk/")
    second.press("main a[href$='/publish/']")
    second.send()


def _is_public(browser: Browser, address: str, language: str) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    said = page.locator("main").inner_text()
    for words in (TEXT[language].replace(*WAS[language]), SAID[language]):
        assert words in said
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.context.close()
