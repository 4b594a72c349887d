"""One reporting cycle, all the way, by keyboard alone, in English and in Arabic."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.looking import keep_picture


class Someone:
    """A person at a keyboard. Everything is reached by Tab, told by typing, sent by Enter."""

    def __init__(self, browser: Browser, site: str, language: str, login: dict[str, str]) -> None:
        self.site, self.language, self.login = site, language, login
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.go("accounts/login/")
        self.fill("login", login["email"])
        self.fill("password", login["password"])
        self.press("main form button")
        assert "/accounts/login" not in self.page.url

    def go(self, path: str) -> int:
        answer = self.page.goto(f"{self.site}/{self.language}/{path}")
        return answer.status if answer else 0

    def tab_to(self, selector: str) -> None:
        for _ in range(250):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab on {self.page.url}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(f"main [name='{name}']")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, name: str, value: str) -> None:
        """A radio button: the group is reached by Tab, the choice by arrows."""
        self.tab_to(f"main [name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("v => document.activeElement.value === v && document.activeElement.checked", value):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def press(self, selector: str) -> None:
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def send(self) -> None:
        self.press("main form[data-keep] button")
        assert self.page.locator(".notice.err").count() == 0, self.page.locator(".notice.err").inner_text()

    def day(self, name: str, day: str) -> None:
        """A date field is typed into in the order of the browser's language, whatever the page's: month, day, year here."""
        self.tab_to(f"main [name='{name}']")
        year, month, number = day.split("-")
        self.page.keyboard.type(f"{month}{number}{year}")
        assert self.page.locator(f"main [name='{name}']").input_value() == day

    def sees_no_fault(self) -> None:
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()

    def text(self) -> str:
        return self.page.locator("main").inner_text()


WORDS: dict[str, dict[str, str]] = {
    "en": {"reason": "The law is being drafted.", "title": "A law for every setting", "reply": "The gazette shows the contrary."},
    "ar": {"reason": "القانون قيد الصياغة.", "title": "قانون لكل مكان", "reply": "الجريدة الرسمية تبين خلاف ذلك."},
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_recommendation_to_reply(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    words, report = WORDS[language], "reports/XAA-demo-2/"
    focal = Someone(browser, site, language, logins["focal-point@xaa"])
    made = _answers_and_promises(focal, words)
    stranger = Someone(browser, site, language, logins["focal-point@xab"])
    assert stranger.go(report) == 404
    assert stranger.go(f"{report}summary/") == 404
    _answers(focal, report)
    _writes(focal, report, made)
    validator = Someone(browser, site, language, logins["validator@xaa"])
    validator.go(report)
    validator.press("main a[href$='/step/sign/']")
    validator.send()
    focal.go(report)
    focal.press("main a[href$='/step/submit/']")
    focal.send()
    secretariat = Someone(browser, site, language, logins["secretariat@demo.example"])
    secretariat.go(report)
    secretariat.press("main a[href$='/step/publish/']")
    secretariat.send()
    _assesses(Someone(browser, site, language, logins["assessor@xab"]), report)
    focal.go(report)
    focal.press(f"main a[href$='/reply/{made}/']")
    focal.fill("text", words["reply"])
    focal.send()
    focal.go(report)
    focal.press("main a[href$='/step/finish/']")
    focal.tab_to("main [name='sure']")
    focal.page.keyboard.press("Space")
    focal.send()
    _is_public(browser, site, language, report, made, words)


def _answers_and_promises(focal: Someone, words: dict[str, str]) -> str:
    focal.go("owed/")
    focal.press("main a[href*='/recommendations/XAA-upr41-1/']")
    focal.press("main a[href$='/answer/']")
    focal.pick("response", "supported")
    focal.fill("reason", words["reason"])
    focal.sees_no_fault()
    focal.send()
    assert words["reason"] in focal.text()
    focal.press("main a[href*='/commitments/new/']")
    focal.fill("title", words["title"])
    focal.fill("text", words["reason"])
    focal.pick("form", "legal")
    focal.pick("level", "national")
    focal.tab_to("main [name='lead']")
    focal.page.keyboard.press("ArrowDown")
    focal.day("starts_on", "2026-01-01")
    focal.day("ends_on", "2030-12-31")
    focal.sees_no_fault()
    focal.send()
    made = focal.page.url.rstrip("/").rpartition("/")[2]
    focal.press("main a[href$='/milestones/new/']")
    focal.fill("text", words["title"])
    focal.day("due", "2027-06-01")
    focal.send()
    focal.press("main a[href$='/measures/new/']")
    focal.tab_to("main [name='indicator']")
    focal.page.keyboard.press("ArrowDown")
    for name, value in (("baseline", "74"), ("baseline_year", "2024"), ("target", "50"), ("target_year", "2030")):
        focal.fill(name, value)
    focal.send()
    assert focal.page.locator("#smart + .scroll .tag.good").count() == 5
    focal.sees_no_fault()
    focal.press("main a[href$='/publish/']")
    focal.send()
    return made


def _answers(focal: Someone, report: str) -> None:
    """The one question that the report cannot be signed without and that nobody has answered."""
    focal.go(report)
    focal.press("main a[href$='/answer/q4/']")
    for name, value in (("value", "74"), ("year", "2024"), ("source", "Household survey")):
        focal.fill(name, value)
    focal.sees_no_fault()
    focal.send()


def _writes(focal: Someone, report: str, made: str) -> None:
    focal.go(report)
    assert focal.page.locator("main a[href$='/step/sign/']").count() == 0
    open_ones = [made] + [
        str(a.get_attribute("id"))
        for a in focal.page.locator("article.judged:not(:has(figure))").all()
        if a.get_attribute("id") != made
    ]
    for ref in open_ones:
        focal.go(report)
        focal.press(f"main a[href$='/tell/{ref}/']")
        focal.pick("completion", "limited")
        focal.fill("rationale", "Begun.")
        focal.send()
    focal.press("main a[href$='/summary/']")
    before = int(focal.page.locator("[data-words]").get_attribute("data-before") or 0)
    focal.fill("summary", "Two bills are before parliament.")
    assert focal.page.locator("[data-here]").inner_text() == "5"
    assert focal.page.locator("[data-all]").inner_text() == str(before + 5)
    focal.send()


def _assesses(assessor: Someone, report: str) -> None:
    assessor.go(report)
    assessor.press("main a[href$='/assess/']")
    assessor.fill("declaration", "none")
    assessor.tab_to("main [name='agree']")
    assessor.page.keyboard.press("Space")
    assessor.send()
    refs = [a.get_attribute("id") for a in assessor.page.locator("article.judged").all()]
    for ref in refs:
        assessor.go(report)
        assessor.press(f"main a[href$='/rate/{ref}/']")
        assessor.pick("completion", "not_started")
        assessor.pick("ambition", "modest")
        assessor.pick("change", "none")
        assessor.pick("confidence", "high")
        assessor.fill("rationale", "Nothing was found.")
        assessor.send()
    assessor.sees_no_fault()
    assessor.press("main a[href$='/step/release/']")
    assessor.send()


def _is_public(browser: Browser, site: str, language: str, report: str, made: str, words: dict[str, str]) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{site}/{language}/{report}")
    row = page.locator(f"article#{made}")
    said = row.inner_text()
    assert words["title"] in said
    assert words["reply"] in said
    assert "Begun." in said
    assert "Nothing was found." in said
    assert row.locator("svg .f1").count() >= 1
    assert row.locator("svg .f2").count() >= 1
    assert page.locator(".notice.demo").count() == 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        keep_picture(page, f"report-{language}", width)
    page.context.close()
