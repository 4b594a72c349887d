"""From a first question to a file in hand: by keyboard alone, without scripts, on a small screen."""

import csv
import io

import pytest
from playwright.sync_api import Browser, Page


def tab_to(page: Page, selector: str) -> None:
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def again(page: Page) -> None:
    """From the top of the page."""
    page.locator("body").evaluate("body => { document.activeElement.blur(); scrollTo(0, 0) }")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_countries_are_compared_by_keyboard_without_scripts(site: str, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{site}/{language}/know/")
    press(page, "main a[href$='/explore/']")
    tab_to(page, "[name='find']")
    page.keyboard.type("married" if language == "en" else "الزواج")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "[name='indicator'][value='5.3.1-u18']")
    page.keyboard.press("Space")
    tab_to(page, "[name='add']")
    page.keyboard.type("KEN; Bangladesh")
    tab_to(page, "[name='view']")
    page.keyboard.press("End")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    press(page, "main form button:not(.plain)")
    assert "indicator=5.3.1-u18&area=BGD&area=KEN" in page.url
    assert page.locator("main figure svg[role=img]").count() > 0
    assert page.locator("main table tbody tr").count() > 1
    with page.expect_download() as kept:
        tab_to(page, "main a[href*='explore.csv']")
        page.keyboard.press("Enter")
    rows = list(csv.DictReader(io.StringIO(kept.value.path().read_text())))
    assert len(rows) == page.locator("main table tbody tr").count()
    assert {r["area"] for r in rows} == {"BGD", "KEN"}
    context.close()


def test_weights_of_countries_like_mine_are_set_by_keyboard(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/en/countries/KEN/")
    press(page, "main a[href$='/countries/KEN/like/']")
    tab_to(page, "[name='income']")
    page.keyboard.press("Control+a")
    page.keyboard.type("lots")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "A weight is a number from 0 to 100." in page.locator(".notice.err").inner_text()
    assert page.locator("[name='income']").input_value() == "lots"
    tab_to(page, "[name='income']")
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("main table tbody tr").count() == 15
    press(page, "main a[href*='/explore/?']")
    assert page.locator("main figure").count() == 1
    context.close()
