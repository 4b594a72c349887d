"""Those who are met nowhere else: civil society, an NHRI, its officer for safety, custodians, an author, the alternate, a contributor."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from tests.journeys.test_owed import fits
from tests.journeys.test_reporting import Someone, _answers

SAID = {
    "title": "ما لم يقله التقرير", "text": "زارت اللجنة تسع محافظات ولم تجد لوائح في أغلبها.", "why": "لم تصدر اللوائح.",
    "reply": "اللوائح قيد الطبع.", "author": "كتب المجتمع المدني هذا الفصل.", "reason": "طلبت المحكمة ذلك.",
    "lost": "لم يُحفظ الآن", "kept": "حُفظ كمسودة", "tunnel": "كُتب هذا في نفق.", "hour": "كُتب هذا في ساعة.", "begun": "بدأ العمل.",
    "mine": "نص المساهم.", "both": "نص الاثنين معا.",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]


def test_civil_society_speaks_the_country_replies_and_custodians_open(
    own_site: tuple[str, dict[str, Any]],
    browser: Browser,
    tmp_path: Path,
) -> None:
    """From the right to the left throughout."""
    site, logins = own_site

    def someone(name: str) -> Someone:
        return Someone(browser, site, "ar", logins[name])

    report = _speaks(someone("nhri@xaa"))
    guard = someone("safeguarding@demo.example")
    guard.go("my/")
    guard.press(f"main a[href*='/{report}']")
    fits(guard)
    guard.pick("decision", "publish")
    guard.send()
    alternate = someone("alternate@xaa")
    alternate.go(report)
    alternate.press("main a[href$='/reply/']")
    alternate.fill("text", SAID["reply"])
    alternate.send()
    for words in (SAID["title"], SAID["why"], SAID["reply"]):
        assert words in alternate.text()
    fits(alternate)
    _opens(someone("custodian@demo.example"), someone("custodian-2@demo.example"), tmp_path / "demo-keys")
    author = someone("cso@xaa")
    author.go("my/")
    author.press("main a[href*='/report/editions/'][href*='/sections/']")
    fits(author)
    section = author.page.url
    author.fill("text", SAID["author"])
    author.send()
    author.page.goto(section)
    assert author.page.locator("main [name='text']").input_value() == SAID["author"]


def _speaks(nhri: Someone) -> str:
    nhri.go("shadow-reports/?world=demo")
    nhri.press("main a[href$='/shadow-reports/new/']")
    fits(nhri)
    nhri.press("main a[href$='/new/named/']")
    nhri.fill("title", SAID["title"])
    nhri.fill("text", SAID["text"])
    fits(nhri)
    nhri.send()
    found = re.search(r"shadow-reports/[\w-]+/", nhri.page.url)
    assert found
    nhri.page.locator("main details summary").first.focus()
    nhri.page.keyboard.press("Enter")
    nhri.press("main a[href*='/tell/XAA-']")
    for name, value in (("completion", "limited"), ("ambition", "modest"), ("change", "none"), ("confidence", "high")):
        nhri.pick(name, value)
    nhri.fill("rationale", SAID["why"])
    nhri.send()
    nhri.press("main a[href$='/send/']")
    nhri.send()
    return found[0]


def _opens(one: Someone, two: Someone, keys: Path) -> None:
    """Each on a machine of their own, where the key is; the name comes to both, once."""
    told = []
    for who, file in ((one, "custodian"), (two, "custodian-2")):
        who.go("seals/")
        fits(who)
        who.press("main a[href*='/seals/shares/']")
        fits(who)
        who.fill("share", _on_the_own_machine(keys / file, who.page.locator("main blockquote").inner_text()))
        who.fill("reason", SAID["reason"])
        who.press("main form button")
    for who, file in ((one, "custodian"), (two, "custodian-2")):
        who.go("seals/")
        who.press("main form[action$='/answer/'] button")
        told.append(_on_the_own_machine(keys / file, who.page.locator("main blockquote").inner_text()))
    assert told[0] == told[1]
    assert "Teo Marlin" in told[0]
    assert "Teo Marlin" not in one.text()


def _on_the_own_machine(key: Path, line: str) -> str:
    command = [sys.executable, ROOT / "bin" / "open-share", key]
    return subprocess.run(command, input=line + "\n", capture_output=True, text=True, check=True).stdout.strip()


def test_a_contributor_and_an_alternate_lose_nothing(own_site: tuple[str, dict[str, Any]], browser: Browser) -> None:
    """The connection is lost, a sign-in ends in mid-form, two write at once; then the report is signed and submitted.

    The contributor writes from the right to the left, the others in English: two languages in one country are no rarity.
    """
    site, logins = own_site
    report = "reports/XAA-demo-2/"
    contributor = Someone(browser, site, "ar", logins["contributor@xaa"])
    alternate = Someone(browser, site, "en", logins["alternate@xaa"])
    contributor.go(report)
    assert contributor.page.locator("main a[href*='/send/'], main a[href*='/step/']").count() == 0
    _keeps_what_is_typed(contributor, report)
    _answers(alternate, report)
    ref = _tells(contributor, report)
    for who in (contributor, alternate):
        who.go(f"{report}summary/")
    alternate.fill("summary", "The alternate's words.")
    alternate.send()
    contributor.fill("summary", SAID["mine"])
    contributor.press("main form[data-keep] button")
    both = contributor.page.content()
    assert "The alternate's words." in both
    assert SAID["mine"] in both
    fits(contributor)
    contributor.fill("summary", SAID["both"])
    contributor.send()
    validator = Someone(browser, site, "en", logins["validator@xaa"])
    validator.go(report)
    validator.press("main a[href$='/step/sign/']")
    assert SAID["both"] in validator.text()
    validator.send()
    alternate.go(report)
    alternate.press("main a[href$='/step/submit/']")
    alternate.send()
    alternate.go(report)
    assert ref in alternate.page.content()
    assert alternate.page.locator("main a[href$='/step/take-back/'], main a[href$='/summary/']").count() == 0


def _keeps_what_is_typed(who: Someone, report: str) -> None:
    """Offline the script says so and holds the page; signed out, the site keeps what came for the same person."""
    context = who.page.context
    who.go(f"{report}summary/")
    context.set_offline(True)
    who.fill("summary", SAID["tunnel"])
    said = who.page.locator("[data-kept]")
    expect(said).to_contain_text(SAID["lost"], timeout=20_000)
    who.tab_to("main form[data-keep] button")
    who.page.keyboard.press("Enter")
    assert who.page.locator("main [name='summary']").input_value() == SAID["tunnel"]
    context.set_offline(False)
    expect(said).to_contain_text(SAID["kept"], timeout=20_000)
    context.clear_cookies(name="sessionid")
    who.fill("summary", SAID["hour"])
    who.tab_to("main form[data-keep] button")
    with who.page.expect_navigation():
        who.page.keyboard.press("Enter")
    assert "/accounts/login/" in who.page.url


def _tells(who: Someone, report: str) -> str:
    """Signs in again, finds what was typed, and tells of the commitments that nobody has told of."""
    login = who.login
    who.fill("login", login["email"])
    who.fill("password", login["password"])
    who.press("main form button")
    assert who.page.locator("main [name='summary']").input_value() == SAID["hour"]
    who.go(report)
    refs = [str(a.get_attribute("id")) for a in who.page.locator("article.judged:not(:has(figure))").all()]
    who.press(f"main a[href$='/tell/{refs[0]}/']")
    fits(who)
    for ref in refs:
        assert who.page.url.endswith(f"/tell/{ref}/")  # each saved leads to the next
        who.pick("completion", "limited")
        who.fill("rationale", SAID["begun"])
        who.press("main form[data-keep] button[name='onward']")
    return refs[0]
