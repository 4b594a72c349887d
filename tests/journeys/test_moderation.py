"""A signed-out reader at 320 px without scripts reports an offer; an officer hides it; its author appeals; another officer restores it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

TITLE = "Come and see how children were heard"


class Reader:
    """Somebody without scripts, on a telephone."""

    def __init__(self, browser: Browser, site: str, login: dict[str, Any] | None = None) -> None:
        self.site = site
        self.page: Page = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
        if login:
            self.go("accounts/login/")
            self.page.fill("[name=login]", login["email"])
            self.page.fill("[name=password]", login["password"])
            self.page.click("main button")

    def go(self, path: str) -> int:
        answer = self.page.goto(f"{self.site}/en/{path}")
        assert answer
        return answer.status

    def send(self, words: str) -> None:
        """Another reader looks only when it was done."""
        with self.page.expect_navigation():
            self.page.click(f"main button:has-text('{words}')")

    def fits(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, self.page.url


def test_from_a_report_to_a_restored_offer(own_site: tuple[str, dict[str, Any]], plain_browser: Browser) -> None:
    site, logins = own_site
    reader = Reader(plain_browser, site)
    reader.go("offers/?world=demo")
    reader.page.click(f"main a:has-text('{TITLE}')")
    offer = reader.page.url.partition("/en/")[2]
    reader.page.click("footer a:has-text('Report this page')")
    reader.fits()
    assert reader.page.locator("main a[href$='/help-now/']").count() == 1
    reader.page.check("[name=ground][value=spam]")
    reader.page.fill("[name=text]", "It sells a journey.")
    reader.send("Send what I report")
    answer = reader.page.url.partition("/en/")[2]
    reader.fits()

    guard = Reader(plain_browser, site, logins["safeguarding@demo.example"])
    guard.go("moderation/")
    guard.fits()
    guard.page.click(f"main a:has-text('{TITLE}')")
    guard.fits()
    guard.page.click("main a[href$='/hide/']")
    guard.page.check("[name=ground][value=spam]")
    guard.page.fill("[name=text]", "Travel is sold here.")
    guard.send("Hide it")
    assert reader.go(offer) == 410
    assert "Advertising or noise" in reader.page.locator("main").inner_text()
    reader.fits()
    reader.go("offers/?world=demo")
    assert TITLE not in reader.page.locator("main").inner_text()
    reader.go(answer)
    assert "Hidden" in reader.page.locator("main").inner_text()

    author = Reader(plain_browser, site, logins["focal-point@xad"])
    author.go("moderation/mine/")
    author.page.click(f"main a:has-text('{TITLE}')")
    author.fits()
    author.page.click("main a:has-text('Appeal')")
    author.page.fill("[name=text]", "You pay your own journey; nothing is sold.")
    author.send("Send the appeal")

    office = Reader(plain_browser, site, logins["secretariat@demo.example"])
    office.go("moderation/")
    office.page.click(f"section:has(#appeals) a:has-text('{TITLE}')")
    office.page.click("main a:has-text('Answer the appeal')")
    office.page.check("[name=upheld][value=no]")
    office.page.fill("[name=text]", "It is help from country to country.")
    office.send("Answer")
    office.fits()
    assert reader.go(offer) == 200


def test_a_post_is_reported_hidden_appealed_and_restored(own_site: tuple[str, dict[str, Any]], plain_browser: Browser) -> None:
    """The convener of the platform judges; what is public an officer answers on appeal."""
    site, logins = own_site
    member = Reader(plain_browser, site, logins["cso@xaa"])
    member.go("platforms/safe-crossings-of-the-six-rivers/")
    member.page.click("main a:has-text('The landing places are dark')")
    topic = member.page.url.partition("/en/")[2]
    member.page.click("main a.button:has-text('Write a post') >> nth=0")
    member.page.fill("main [name=text]", "The ferryman is a thief.")
    member.send("Post")

    reader = Reader(plain_browser, site)
    reader.go(topic)
    reader.fits()
    reader.page.click("article.post:has-text('ferryman') a:has-text('Report')")
    reader.fits()
    reader.page.check("[name=ground][value=hate]")
    reader.send("Send what I report")

    convener = Reader(plain_browser, site, logins["focal-point@xab"])
    convener.go("moderation/")
    convener.fits()
    convener.page.click("section:has(#waiting) a:has-text('The landing places are dark')")
    assert "The ferryman is a thief." in convener.page.locator("main").inner_text()
    convener.page.click("main a[href$='/hide/']")
    convener.page.check("[name=ground][value=hate]")
    convener.page.fill("[name=text]", "It calls somebody a thief.")
    convener.send("Hide it")
    reader.go(topic)
    said = reader.page.locator("main").inner_text()
    assert "ferryman" not in said
    assert "Hate or threats" in said
    reader.fits()

    member.go("moderation/mine/")
    member.page.click("section:has(#notices) a:has-text('The landing places are dark')")
    member.page.click("main a:has-text('Appeal')")
    member.page.fill("[name=text]", "It is the name of the boat.")
    member.send("Send the appeal")

    office = Reader(plain_browser, site, logins["secretariat@demo.example"])
    office.go("moderation/")
    office.page.click("section:has(#appeals) a:has-text('The landing places are dark')")
    office.page.click("main a:has-text('Answer the appeal')")
    office.page.check("[name=upheld][value=no]")
    office.page.fill("[name=text]", "The boat is called so.")
    office.send("Answer")
    reader.go(topic)
    assert "The ferryman is a thief." in reader.page.locator("main").inner_text()


def test_pages_behind_a_sign_in_have_no_fault(own_site: tuple[str, dict[str, Any]], plain_browser: Browser) -> None:
    site, logins = own_site
    for who, language in (("safeguarding@demo.example", "en"), ("secretariat@demo.example", "ar"), ("focal-point@xae", "en")):
        context = plain_browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{site}/en/accounts/login/")
        page.fill("[name=login]", logins[who]["email"])
        page.fill("[name=password]", logins[who]["password"])
        page.click("main button")
        paths = ["moderation/mine/", "moderation/notices/1/"]
        if "xae" not in who:
            page.goto(f"{site}/en/moderation/")
            case = page.locator("section[aria-labelledby=waiting] li a").first.get_attribute("href") or ""
            paths = ["moderation/", case.removeprefix("/en/"), case.removeprefix("/en/") + "hide/"]
        for path in paths:
            page.goto(f"{site}/{language}/{path}")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        context.close()
