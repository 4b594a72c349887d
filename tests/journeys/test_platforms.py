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
    },
    "ar": {
        "title": "ممر الجزر", "text": "يعبر الأطفال إلى الجزر.", "charter": "يقرر منسقا البلدين معا.",
        "supplements": "الأسر لا القضايا: العمليات تبقى هناك.", "answer": "نرحب به.", "convener": "احضروا اجتماعنا في أيار.",
        "action": "أضواء عند المرسى", "threat": "قوارب في الليل", "source": "تقرير المنتدى 2026",
        "adapted": "أمسيات على الأرصفة", "changed": "تدعى أسر الصيادين.",
    },
}  # fmt: skip
ELSEWHERE = "main a[href$='/platforms/six-rivers-police-network/']"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_corridor_to_agreed_actions(own_site: tuple[str, dict[str, Any]], browser: Browser, language: str) -> None:
    site, logins = own_site
    words = WORDS[language]
    here = Someone(browser, site, language, logins["focal-point@xaa"])
    there = Someone(browser, site, language, logins["focal-point@xab"])
    ref = _opens(here, there, words)
    _is_answered(here, Unknown(browser, site, language), ref, words)
    _invites(here, there, ref)
    _describes(here, ref, words)
    _adapts(there, ref, words)
    for number in range(1, 7):
        _adds(here, ref, f"{words['action']} {number}")
    here.go(f"work-plan/?platform={ref}")
    here.press(f"main a[href$='/platforms/{ref}/agree/']")
    _agrees(here)
    there.go(f"platforms/{ref}/")
    there.press(f"main a[href*='/work-plan/?platform={ref}']")
    there.press(f"main a[href$='/platforms/{ref}/agree/']")
    there.sees_no_fault()
    _agrees(there)
    there.go(f"work-plan/?platform={ref}&view=board")
    assert there.page.locator("section:has(#b-agreed) li a").count() == 6
    _follows(there, words)


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
    """Nobody of the body that exists has an account: a letter holds a link, and what comes by it is printed."""
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
    here.fill("who", title)
    here.fill("areas", "XAA; XAB")
    here.send()


def _agrees(someone: Someone) -> None:
    count = someone.page.locator("main [name='actions']").count()
    assert count == 6
    for number in range(count):
        someone.tab_to(f"#{someone.page.locator('main [name=actions]').nth(number).get_attribute('id')}")
        someone.page.keyboard.press("Space")
    someone.send()


def _follows(someone: Someone, words: dict[str, str]) -> None:
    someone.press("section:has(#b-agreed) li a")
    someone.press("main form.follow button")
    someone.go("follows/")
    assert words["action"] in someone.text()
    someone.page.context.close()
