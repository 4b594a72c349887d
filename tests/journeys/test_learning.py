"""A newcomer finds what worked for a country like hers and asks its owner; a practice goes from submission to rating. By keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from accord.learning.criteria import CRITERIA
from tests.journeys.test_reporting import Someone

WORDS = {
    "en": {
        "question": "How were fathers won over?",
        "answer": "The village head asked them in person.",
        "text": "Twelve evenings.",
    },
    "ar": {"question": "كيف أقنعتم الآباء؟", "answer": "سألهم كبير القرية بنفسه.", "text": "اثنتا عشرة أمسية."},
}
PAGES = 4  # from the first page to the practice and the form that asks


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_newcomer_asks_the_owner_of_a_practice_of_a_country_like_hers(
    own_site: tuple[str, dict[str, Any]], browser: Browser, language: str
) -> None:
    site, logins = own_site
    words = WORDS[language]
    newcomer = Someone(browser, site, language, logins["focal-point@xad"])  # of a ministry of education
    newcomer.go("")
    seen: list[str] = []
    newcomer.page.on("load", lambda page: seen.append(page.url))
    newcomer.press("nav a[href$='/learn/']")
    newcomer.press("main a[href$='/countries/XAD/learn/']")
    newcomer.sees_no_fault()
    near = _distances(newcomer)
    assert list(near.values()) == sorted(near.values())
    assert near["XAA"] in sorted(near.values())[:2]
    assert near["XAA"] < max(near.values()) / 2, near
    newcomer.press("main section[aria-labelledby='c-XAA'] a[href*='/practices/XAA-pr']")
    newcomer.press("main a[href$='/ask/']")
    assert len(seen) <= PAGES, seen
    newcomer.fill("text", words["question"])
    newcomer.sees_no_fault()
    newcomer.send()
    asked = newcomer.page.url
    owner = Someone(browser, site, language, logins["focal-point@xaa"])
    owner.go("owed/")
    owner.press(f"main a[href='{asked.removeprefix(site)}']")
    owner.press("main a[href$='answer/']")
    owner.fill("text", words["answer"])
    owner.send()
    newcomer.page.goto(asked)
    assert words["answer"] in newcomer.text()
    stranger = Someone(browser, site, language, logins["focal-point@xab"])
    assert stranger.go("/".join(asked.split("/")[4:])) == 404


def _distances(reader: Someone) -> dict[str, float]:
    """How far each country is from the reader's, as its part of the page says: 0 is the same, 1 far apart."""
    found = {}
    for part in reader.page.locator("main section[aria-labelledby^='c-']").all():
        said = re.search(r"\d[.,٫]\d+", part.locator(".meta").first.inner_text())
        assert said, part.inner_text()
        found[str(part.get_attribute("aria-labelledby")).removeprefix("c-")] = float(re.sub("[,٫]", ".", said[0]))
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_practice_goes_from_submission_to_rating(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    text = WORDS[language]["text"]
    owner = Someone(browser, site, language, logins["focal-point@xaf"])
    owner.go("practices/")
    owner.press("main a[href$='/practices/new/']")
    owner.fill("title", text)
    owner.pick("kind", "programme")
    for name in ("summary", "problem", "context", "done"):
        owner.fill(name, text)
    owner.tab_to("main [name='topics'][value='inspire-p']")
    owner.page.keyboard.press("Space")
    for name in ("cost_covers", "staffing", "results", "failed", "adapt"):
        owner.fill(name, text)
    owner.sees_no_fault()
    owner.send()
    practice = "/".join(owner.page.url.split("/")[-3:])
    owner.press("main a[href$='/evidence/new/']")
    owner.fill("title", text)
    owner.fill("url", "https://study.example/1")
    owner.pick("stance", "for")
    owner.fill("note", text)
    owner.send()
    owner.go(practice)
    owner.press("main a[href$='/step/submit/']")
    owner.send()
    officer = Someone(browser, site, language, logins["secretariat@demo.example"])
    officer.go(practice)
    officer.press("main a[href$='/step/check/']")
    officer.sees_no_fault()
    officer.send()
    for who, grade in (("peer-reviewer@xac", "promising"), ("peer-reviewer@xae", "prudent")):
        _reviews(Someone(browser, site, language, logins[who]), practice, grade, text)
    officer.go(practice)
    officer.press("main a[href$='/rate/']")
    officer.pick("grade", "promising")
    officer.fill("reasons", text)
    officer.send()
    officer.sees_no_fault()
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{site}/{language}/{practice}")
    assert reader.locator("#rating ~ .judged").count() == 1
    assert reader.locator("#rating ~ details").count() == 2
    reader.context.close()


def _reviews(peer: Someone, practice: str, grade: str, text: str) -> None:
    peer.go(practice)
    peer.press("main a[href$='/review/']")
    peer.fill("declaration", text)
    peer.tab_to("main [name='agree']")
    peer.page.keyboard.press("Space")
    peer.send()
    for criterion in CRITERIA:
        peer.pick(f"mark_{criterion}", "met")
    peer.pick("grade", grade)
    peer.fill("reasons", text)
    peer.sees_no_fault()
    peer.send()
    peer.press("main form[data-keep] button")
    assert peer.page.locator(".notice.err").count() == 0
