"""Two border countries open a platform on a corridor, are shown who owns operations, adapt a practice, agree on six actions and
follow them. By keyboard."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_questions import Unknown
from tests.journeys.test_reporting import Someone

WORDS = {
    "en": {
        "title": "The island corridor", "text": "Children cross to the islands.", "charter": "Both focal points decide.",
        "supplements": "Families, not cases: operations stay there.", "answer": "Welcome, tell us of trainings.", "convener": "Come to our meeting in May.",
        "action": "Lights at landing", "threat": "Boats by night", "source": "Report of the forum, 2026",
        "adapted": "Evenings on the piers", "changed": "Fishing families are asked.",
        "under way": "Under way", "forum": "Forum of the islands",
    },
    "ar": {
        "title": "ممر الجزر", "text": "يعبر الأطفال إلى الجزر.", "charter": "يقرر منسقا البلدين معا.",
        "supplements": "الأسر لا القضايا: العمليات تبقى هناك.", "answer": "نرحب به.", "convener": "احضروا اجتماعنا في أيار.",
        "action": "أضواء عند المرسى", "threat": "قوارب في الليل", "source": "تقرير المنتدى 2026",
        "adapted": "أمسيات على الأرصفة", "changed": "تدعى أسر الصيادين.",
        "under way": "جارٍ", "forum": "منتدى الجزر",
    },
}  # fmt: skip
ELSEWHERE = "main a[href$='/platforms/six-rivers-police-network/']"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_corridor_to_agreed_actions(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    words = WORDS[language]
    here = Someone(browser, site, language, logins["focal-point@xaa"])
    there = Someone(browser, site, language, logins["focal-point@xab"])
    _enters(Someone(browser, site, language, logins["secretariat@demo.example"]), words)
    ref = _opens(here, there, words)
    _is_answered(here, Unknown(browser, site, language), ref, words)
    _invites(here, there, ref)
    _describes(here, ref, words)
    _adapts(there, ref, words)
    titles = [f"{words['action']} {number}" for number in range(1, 7)]
    for title in titles:
        _adds(here, ref, title)
    here.go(f"work-plan/?platform={ref}")
    here.press(f"main a[href$='/platforms/{ref}/agree/']")
    _agrees(here)
    there.go(f"platforms/{ref}/")
    there.press(f"main a[href*='/work-plan/?platform={ref}']")
    there.press(f"main a[href$='/platforms/{ref}/agree/']")
    there.sees_no_fault()
    _agrees(there)
    for someone in (here, there):
        _follows(someone, ref, titles)
    _tells(here, titles[3], "240")
    _hears(there, ref, titles, titles[3], "240", words["under way"])


def _enters(officer: Someone, words: dict[str, str]) -> None:
    """One more platform that exists: of a body that has no account here."""
    officer.go("platforms/elsewhere/")
    for name in ("title", "text"):
        officer.fill(name, words["forum"])
    officer.pick("kind", "working_group")
    officer.fill("host", words["forum"])
    officer.fill("url_there", "https://forum.islands.example/")
    officer.fill("areas", "XAA; XAB")
    officer.tab_to("main [name='forms'][value='trafficking']")
    officer.page.keyboard.press("Space")
    officer.fill("source", words["source"])
    officer.day("as_of", f"{date.today():%Y-%m-%d}")
    officer.sees_no_fault()
    officer.send()
    officer.page.context.close()


def _opens(here: Someone, there: Someone, words: dict[str, str]) -> str:
    """Opening is refused until the one that owns operations was asked; its name stands on the page before the button."""
    here.go("platforms/?world=demo")
    here.press("main a[href$='/platforms/new/']")
    for name in ("title", "text"):
        here.fill(name, words[name])
    here.pick("kind", "action_platform")
    here.pick("access", "transparent")
    here.fill("areas", "XAA; XAB")
    here.tab_to("main [name='forms'][value='trafficking']")
    here.page.keyboard.press("Space")
    here.fill("charter", words["charter"])
    here.day("review_on", f"{date.today() + timedelta(days=200):%Y-%m-%d}")
    here.sees_no_fault()
    here.send()
    ref = here.page.url.rstrip("/").rpartition("/")[2]
    assert there.go(f"platforms/{ref}/") == 404
    assert here.page.locator(ELSEWHERE).count() == 1
    here.press("main a[href$='/open/']")
    here.press("main form[data-keep] button")
    assert here.page.locator(".notice.err").count() == 1
    for _one in range(5):
        here.go(f"platforms/{ref}/")
        waiting = [a.get_attribute("href") for a in here.page.locator("section:has(#exists) article:has(dd) + p a").all()]
        open_ones = [path for path in waiting if path and _unsaid(here, path)]
        if not open_ones:
            break
        here.go(f"platforms/{ref}/")
        here.press(f"main a[href='{open_ones[0]}']")
        here.day("asked_on", f"{date.today() - timedelta(days=1):%Y-%m-%d}")
        here.fill("supplements", words["supplements"])
        here.fill("answer", words["answer"])
        here.send()
    here.go(f"platforms/{ref}/")
    here.sees_no_fault()
    here.press("main a[href$='/open/']")
    here.send()
    said = here.text()
    assert words["supplements"] in said
    assert words["answer"] in said
    return ref


def _is_answered(here: Someone, convener: Unknown, ref: str, words: dict[str, str]) -> None:
    """Nobody of that forum has an account: a letter holds a link, and what comes by it is printed."""
    here.go(f"platforms/{ref}/")
    for path in [a.get_attribute("href") for a in here.page.locator("#exists ~ article a[href*='/platforms/overlaps/']").all()]:
        here.page.goto(f"{here.site}{path}")
        if here.page.locator("main a[href$='/letter/']").count():
            break
    here.press("main a[href$='/letter/']")
    here.press("main section:has(#make) form button")
    here.sees_no_fault()
    letter = here.page.locator("main textarea").first.input_value()
    found = re.search(r"/(asked/\d+/[0-9a-f]{64}/)", letter)
    assert found, letter
    assert convener.go(found[1]) == 200
    convener.sees_no_fault()
    convener.fill("answer", words["convener"])
    convener.press("main form[action*='/asked/'] button")
    assert convener.page.locator("main form[action*='/asked/']").count() == 0
    convener.sees_no_fault()
    here.go(f"platforms/{ref}/")
    assert words["convener"] in here.text()


def _unsaid(here: Someone, path: str) -> bool:
    here.page.goto(f"{here.site}{path}")
    return here.page.locator("main [name='supplements']").input_value() == ""


def _invites(here: Someone, there: Someone, ref: str) -> None:
    here.go(f"platforms/{ref}/")
    here.press("main a[href$='/invite/']")
    here.tab_to("main [name='country']")
    here.page.locator("main [name='country']").select_option("XAB")
    here.fill("text", "…")
    here.send()
    there.go("owed/")
    there.press("main a[href*='/platforms/invitations/']")
    there.pick("answer", "yes")
    there.sees_no_fault()
    there.send()
    assert ref in there.page.url


def _describes(here: Someone, ref: str, words: dict[str, str]) -> None:
    here.go(f"platforms/{ref}/")
    here.press("main a[href$='/threats/new/']")
    here.fill("title", words["threat"])
    here.fill("text", words["text"])
    here.tab_to("main [name='form']")
    here.page.locator("main [name='form']").select_option("trafficking")
    here.fill("origin", "XAA")
    here.fill("destination", "XAB")
    here.page.locator("main [name='owner_card']").select_option("platforms/six-rivers-police-network")
    here.fill("sources", words["source"])
    here.sees_no_fault()
    here.send()
    assert here.page.locator(f"section:has(#held) {ELSEWHERE.removeprefix('main ')}").count() == 1


def _adapts(there: Someone, ref: str, words: dict[str, str]) -> None:
    """From the threat to practices, and back to the threat's page, where the adapted one stands."""
    there.go(f"threats/{ref}-t1/")
    there.press("main a[href*='/practices/?problem=trafficking']")
    there.press("main form.filters a")  # none against it here: all of them
    there.press("main a[href$='/practices/XAA-pr1/']")
    there.press("main a[href$='/practices/XAA-pr1/adopt/']")
    there.fill("title", words["adapted"])
    there.pick("kind", "adapts")
    there.fill("changed", words["changed"])
    there.tab_to("main [name='against']")
    there.page.locator("main [name='against']").select_option(f"threats/{ref}-t1")
    there.day("decided_on", f"{date.today():%Y-%m-%d}")
    there.pick("stage", "decided")
    there.sees_no_fault()
    there.send()
    there.press(f"main a[href$='/threats/{ref}-t1/']")
    assert words["adapted"] in there.page.locator("section:has(#practised)").inner_text()


def _adds(here: Someone, ref: str, title: str) -> None:
    here.go(f"work-plan/?platform={ref}")
    here.press(f"main a[href$='/platforms/{ref}/actions/new/']")
    here.fill("title", title)
    here.fill("areas", "XAA; XAB")
    here.send()


def _agrees(someone: Someone) -> None:
    count = someone.page.locator("main [name='actions']").count()
    assert count == 6
    for number in range(count):
        someone.tab_to(f"#{someone.page.locator('main [name=actions]').nth(number).get_attribute('id')}")
        someone.page.keyboard.press("Space")
    someone.send()


def _on_board(someone: Someone, ref: str, column: str) -> dict[str, str]:
    """Where each action of a column leads, by its title."""
    someone.go(f"work-plan/?platform={ref}&view=board")
    return {a.inner_text(): a.get_attribute("href") or "" for a in someone.page.locator(f"section:has(#b-{column}) li a").all()}


def _followed(someone: Someone) -> dict[str, str]:
    someone.go("follows/")
    return {a.inner_text(): a.get_attribute("href") or "" for a in someone.page.locator("main li h2 a").all()}


def _follows(someone: Someone, ref: str, titles: list[str]) -> None:
    """All six, each from the board."""
    agreed = _on_board(someone, ref, "agreed")
    assert sorted(agreed) == titles
    assert not set(titles) & set(_followed(someone))
    for path in agreed.values():
        someone.go(f"work-plan/?platform={ref}&view=board")
        someone.press(f"main li a[href='{path}']")
        someone.press("main form.follow button")
    there = _followed(someone)
    assert {title: there.get(title) for title in titles} == agreed


def _tells(here: Someone, title: str, people: str) -> None:
    """How far one is, and whom it reached."""
    here.press(f"main li a[href='{_followed(here)[title]}']")
    here.press("main a[href$='/tell/']")
    here.pick("status", "under_way")
    here.fill("people_reached", people)
    here.sees_no_fault()
    here.send()


def _hears(there: Someone, ref: str, titles: list[str], told: str, people: str, under_way: str) -> None:
    """The other country reads it on what it follows, of that action alone, and finds it in its column of the board."""
    for title in titles:
        there.press(f"main li a[href='{_followed(there)[title]}']")
        over = there.page.locator("main .over").text_content() or ""
        facts = there.page.locator("section:has(#what) dd").all_inner_texts()
        assert (under_way in over, people in facts) == (title == told, title == told), title
        assert (under_way in there.page.locator("section:has(#hist)").inner_text()) == (title == told), title
    there.sees_no_fault()
    assert list(_on_board(there, ref, "under_way")) == [told]
    assert sorted(_on_board(there, ref, "agreed")) == [title for title in titles if title != told]
    there.page.context.close()
