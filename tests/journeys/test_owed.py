"""What I owe, by keyboard alone: the list, a reminder put off, a hand-over and the successor's pack; in English and in Arabic."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_reporting import Someone

WORDS = {"en": ("The ministry counts.", "Call the registry first."), "ar": ("الوزارة تعدّ.", "اتصلوا بالسجل أولا.")}


def fits(who: Someone) -> None:
    """No fault that axe knows, and nothing scrolls sideways on a small screen."""
    who.sees_no_fault()
    who.page.set_viewport_size({"width": 320, "height": 800})
    assert who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, who.page.url
    who.sees_no_fault()
    who.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_list_to_the_successor(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    reason, note = WORDS[language]
    focal = Someone(browser, site, language, logins["focal-point@xaa"])
    focal.go("my/")
    focal.press("main a[href$='/owed/']")
    fits(focal)
    focal.press("main a[href*='/owed/put-off/']")
    fits(focal)
    focal.day("until", (date.today() + timedelta(days=5)).isoformat())
    focal.fill("reason", reason)
    focal.send()
    assert reason in focal.text()
    focal.press(".margin a[href$='/countries/XAA/owed/']")
    assert reason in focal.text()
    fits(focal)
    stranger = Someone(browser, site, language, logins["focal-point@xab"])
    assert stranger.go("countries/XAA/owed/") == 404
    stranger.page.context.close()
    focal.go("my/")
    focal.press("main a[href$='/end/']")
    focal.tab_to("main [name='successor']")
    focal.page.keyboard.press("ArrowDown")
    focal.fill("note", note)
    focal.fill("reason", reason)
    focal.send()
    assert focal.page.locator("main a[href$='/end/']").count() == 0
    took = next(who for who in (Someone(browser, site, language, logins[name]) for name in (
        "alternate@xaa", "contributor@xaa", "statistician@xaa", "validator@xaa")) if _has_a_pack(who))  # fmt: skip
    took.press("main .notice a[href*='/owed/packs/']")
    assert note in took.text()
    fits(took)
    took.press("main a[href$='/read/']")
    took.send()
    assert took.page.locator("main a[href$='/read/']").count() == 0
    assert not _has_a_pack(took)


def _has_a_pack(who: Someone) -> bool:
    who.go("my/")
    return who.page.locator("main .notice a[href*='/owed/packs/']").count() == 1
