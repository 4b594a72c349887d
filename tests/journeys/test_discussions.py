"""A CSO officer with an old telephone posts a photo; a newcomer asks on a practice; a topic comes to an outcome by keyboard alone;
a translator translates a post."""

import io
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.journeys.test_reporting import Someone

CROSSINGS = "discussions/on/platforms/safe-crossings-of-the-six-rivers/"
MAKE, GPS, COMMENT = "Telephone of Mira", {1: "N", 2: (1.0, 2.0, 3.0), 3: "E", 4: (4.0, 5.0, 6.0)}, b"taken at home"
WORDS = {
    "en": {"title": "Who rings the bell?", "text": "We do, until ten.", "outcome": "Two bells.", "action": "Buy bells"},
    "ar": {"title": "من يقرع الجرس؟", "text": "نحن حتى العاشرة.", "outcome": "جرسان.", "action": "شراء جرسين"},
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a telephone writes it: where, with what, how it was held, and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKE, 6
    exif.get_ifd(0x8825).update(GPS)
    path = tmp_path / "pier.jpg"
    Image.new("RGB", (900, 600), "teal").save(path, exif=exif, comment=COMMENT)
    with Image.open(path) as made:
        assert made.getexif().get_ifd(0x8825)
    return path


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url


def _signed_in_without_scripts(browser: Browser, site: str, login: dict[str, str]) -> Page:
    page = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(f"{site}/en/accounts/login/")
    page.fill("main [name=login]", login["email"])
    page.fill("main [name=password]", login["password"])
    page.click("main form button")
    return page


def test_a_photo_sent_from_an_old_telephone_loses_where_it_was_taken(
    own_site: tuple[str, dict[str, Any]], plain_browser: Browser, photo: Path
) -> None:
    site, logins = own_site
    page = _signed_in_without_scripts(plain_browser, site, logins["cso@xaa"])
    page.goto(f"{site}/en/platforms/safe-crossings-of-the-six-rivers/")
    page.click("main a:has-text('The landing places are dark')")
    _fits(page)
    page.click("main a.button:has-text('Write a post') >> nth=0")
    page.fill("main [name=text]", "The eastern pier, last night.")
    page.set_input_files("main [name=picture]", str(photo))
    page.click("main form button:has-text('Post')")
    assert "Say what the picture shows" in page.locator(".notice.err").inner_text()  # and what was typed is still there
    assert page.input_value("main [name=text]") == "The eastern pier, last night."
    page.fill("main [name=shows]", "A dark pier, nobody on it")
    page.set_input_files("main [name=picture]", str(photo))
    _fits(page)
    page.click("main form button:has-text('Post')")
    made = page.locator("article.post").last
    assert "The eastern pier, last night." in made.inner_text()
    assert "Mira Stell" in made.inner_text()
    assert page.url.endswith(f"#{made.get_attribute('id')}")
    _fits(page)
    made.locator("summary").click()
    address = made.locator("img").get_attribute("src")
    assert made.locator("img").get_attribute("alt") == "A dark pier, nobody on it"
    kept = page.request.get(f"{site}{address}").body()
    assert MAKE.encode() in photo.read_bytes()
    assert COMMENT in photo.read_bytes()
    assert MAKE.encode() not in kept
    assert COMMENT not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert not dict(shown.getexif())
        assert not dict(shown.getexif().get_ifd(0x8825))
        assert not {"exif", "comment", "icc_profile"} & set(shown.info)
        assert shown.size == (600, 900)  # upright
    page.context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_newcomer_asks_on_a_practice_and_accepts_the_answer(
    own_site: tuple[str, dict[str, Any]], browser: Browser, language: str
) -> None:
    site, logins = own_site
    words = WORDS[language]
    newcomer = Someone(browser, site, language, logins["member@demo.example"])
    newcomer.go("practices/XAA-pr1/")
    newcomer.press("main a[href$='/discussions/on/practices/XAA-pr1/new/']")
    newcomer.pick("kind", "question")
    newcomer.fill("title", words["title"])
    newcomer.fill("text", words["title"])
    newcomer.sees_no_fault()
    newcomer.send()
    asked = newcomer.page.url
    owner = Someone(browser, site, language, logins["focal-point@xaa"])
    owner.page.goto(asked)
    owner.press("main a.button[href$='/post/']")
    owner.fill("text", words["text"])
    owner.send()
    newcomer.page.goto(asked)
    assert newcomer.page.locator("a[href*='#p2']").count() == 1  # one new post since
    newcomer.press("main a[href*='/2/']")
    newcomer.press("main a[href$='/2/answer/']")
    newcomer.send()
    newcomer.sees_no_fault()
    assert newcomer.page.locator("article.accepted#p2").count() == 1
    newcomer.page.context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_topic_comes_to_an_outcome_by_keyboard(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    words = WORDS[language]
    convener = Someone(browser, site, language, logins["focal-point@xab"])
    convener.go(CROSSINGS)
    convener.press("main a.button[href$='/new/']")
    convener.pick("kind", "discussion")
    convener.fill("title", words["title"])
    convener.fill("text", words["text"])
    convener.send()
    topic = convener.page.url
    _moderates(convener, "outcome")
    convener.fill("text", words["outcome"])
    convener.day("decided_on", "2026-03-01")
    convener.send()
    _moderates(convener, "actions/new")
    convener.fill("text", words["action"])
    convener.tab_to("main [name='by']")
    convener.page.keyboard.press("ArrowDown")
    convener.sees_no_fault()
    convener.send()
    convener.sees_no_fault()
    assert words["action"] in convener.text()
    convener.press("main a[href$='/actions/1/done/']")
    convener.send()
    _moderates(convener, "close")
    convener.fill("reason", words["outcome"])
    convener.send()
    convener.sees_no_fault()
    member = Someone(browser, site, language, logins["cso@xaa"])
    member.page.goto(topic)
    assert member.page.locator("main a[href$='/post/']").count() == 0
    for one in (convener, member):
        one.page.context.close()


def _moderates(convener: Someone, path: str) -> None:
    convener.tab_to("main details summary:has(~ ul a)")
    convener.page.keyboard.press("Enter")
    convener.press(f"main a[href$='/{path}/']")


def test_a_translator_translates_a_post_by_keyboard(own_site: tuple[str, dict[str, Any]], browser: Browser) -> None:
    """From English into Arabic, from the right to the left; whoever reads Arabic finds it beside the post."""
    site, logins = own_site
    translator = Someone(browser, site, "ar", logins["translator@demo.example"])
    translator.go(CROSSINGS)
    translator.press("main ul.list h2 a")
    translator.press("main a[href$='/2/']")
    post = translator.page.url
    translator.press("main a[href$='/2/translate/']")
    assert translator.page.locator("html[dir='rtl']").count() == 1
    assert translator.page.locator("main [name='language']").input_value() == "ar"
    translator.fill("text", WORDS["ar"]["text"])
    translator.sees_no_fault()
    _fits(translator.page)
    translator.send()
    assert translator.page.url == post
    reader = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    reader.goto(post)
    assert WORDS["ar"]["text"] in reader.locator("main").inner_text()
    _fits(reader)
    for page in (reader, translator.page):
        page.context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_topics_have_no_fault_and_scroll_no_way(site: str, browser: Browser, language: str) -> None:
    """Their addresses are drawn by lot: they are found through the list."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{site}/{language}/discussions/?world=demo")
    topics = [one.get_attribute("href") for one in page.locator("main ul.list h2 a").all()]
    assert len(topics) == 3
    for path in [*topics, *(f"{path}2/" for path in topics)]:
        page.goto(f"{site}{path}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path} {scheme}: {found.generate_report()}"
        page.emulate_media(color_scheme="light")
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            _fits(page)
    page.context.close()
