"""A section goes to a ministry by link, is written in Arabic without an account, taken over, and the report is signed by letter."""

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.test_reporting import Someone, _answers, _writes

REPORT = "reports/XAA-demo-2/"
TEXT = "عدل القانون في آذار وهو يشمل الآن المدارس."
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Unknown(Someone):
    """At a keyboard, without an account."""

    def __init__(self, browser: Browser, site: str, language: str) -> None:
        self.site, self.language = site, language
        self.page = browser.new_context(viewport={"width": 320, "height": 800}).new_page()


def test_a_section_is_written_by_link_and_the_report_signed_by_letter(
    own_site: tuple[str, dict[str, Any]],
    browser: Browser,
    tmp_path: Path,
) -> None:
    site, logins = own_site
    focal = Someone(browser, site, "en", logins["focal-point@xaa"])
    link = _sends_out(focal)
    _contributes(Unknown(browser, site, "ar"), link)
    _takes_over(focal)
    _completes(focal)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(PDF)
    _signs_by_letter(Someone(browser, site, "en", logins["validator@xaa"]), letter)
    _checks(Someone(browser, site, "en", logins["secretariat@demo.example"]))
    focal.go(REPORT)
    assert "Signed by letter (Minister of Family Affairs), checked by an officer on" in focal.text()
    assert TEXT in focal.text()
    focal.sees_no_fault()


def _sends_out(focal: Someone) -> str:
    focal.go(REPORT)
    focal.sees_no_fault()
    focal.press("main a[href$='/sections/s1/send/']")
    focal.fill("office", "Ministry of Justice")
    focal.tab_to("main [name='language']")
    focal.page.locator("main [name='language']").select_option("ar")  # as arrows would choose it
    focal.sees_no_fault()
    focal.send()
    focal.sees_no_fault()
    found = re.search(r"/(ar/contribute/[\w-]{43,}/)", focal.text())
    assert found
    return found[1].removeprefix("ar/")


def _contributes(writer: Unknown, link: str) -> None:
    assert writer.go(link) == 200
    assert writer.page.locator("html[dir='rtl']").count() == 1
    writer.pick("q1-said", "answered")
    writer.fill("q1-text", TEXT)
    writer.sees_no_fault()
    assert writer.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    writer.press("main button[name='send']")
    assert writer.page.locator(".notice.err").count() == 0
    assert TEXT in writer.page.locator("[name='q1-text']").input_value()


def _takes_over(focal: Someone) -> None:
    focal.go(REPORT)
    focal.press("main a[href*='/contributions/']")
    assert TEXT in focal.text()
    focal.pick("on_q1", "taken")
    focal.sees_no_fault()
    focal.press("main form:has([name='on_q1']) button")
    assert TEXT in focal.text()


def _completes(focal: Someone) -> None:
    """What the list of points still asks for."""
    _answers(focal, REPORT)
    focal.go(REPORT)
    _writes(focal, REPORT, str(focal.page.locator("article.judged:not(:has(figure))").first.get_attribute("id")))


def _signs_by_letter(validator: Someone, letter: Path) -> None:
    validator.go(REPORT)
    validator.press("main a[href$='/letter/']")
    validator.fill("office", "Minister of Family Affairs")
    validator.day("dated", "2026-01-05")
    validator.tab_to("main [name='file']")
    validator.page.locator("main [name='file']").set_input_files(letter)  # a browser's own dialog
    validator.sees_no_fault()
    validator.send()
    assert "Waits for an officer" in validator.text()


def _checks(officer: Someone) -> None:
    officer.go("my/")
    officer.press("main a[href*='/letters/']")
    officer.pick("decision", "accept")
    officer.fill("reason", "Seal and signature were seen.")
    officer.sees_no_fault()
    officer.send()


def test_pages_of_questions_have_no_fault(own_site: tuple[str, dict[str, Any]], browser: Browser) -> None:
    site, logins = own_site
    officer = Someone(browser, site, "en", logins["secretariat@demo.example"])
    for path in ("questions/?world=demo", "questions/t1/1/", "cycles/demo-2/", "cycles/demo-2/questions/", "questions/new/"):
        assert officer.go(path) == 200
        officer.sees_no_fault()
    officer.go("questions/t1/1/")
    officer.press("main a[href$='/next/']")
    officer.send()
    officer.press("main a[href$='/change/q2/']")
    officer.sees_no_fault()
    page = browser.new_context(viewport={"width": 320, "height": 800}).new_page()
    for path in ("ar/reports/XAE-demo-2/", "en/questions/t1/1/", "ar/cycles/demo-2/"):
        page.goto(f"{site}/{path}")
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
