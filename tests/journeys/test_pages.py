"""Every public page in a real browser: no axe violation, no sideways scrolling, nothing asked of another host."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from tests.journeys.looking import keep_picture

YEAR = (datetime.now(UTC) - timedelta(days=180)).year  # of the demonstration's published edition
EDITION = [f"report/editions/demo-{YEAR}-1/{place}" for place in ("", "checks/", "checks/XAB/")]
PAGES = ["", "directory/", "countries/KEN/", "countries/VAT/", "indicators/5.3.1-u18/", "indicators/16.1.1/",
         "indicators/16.9.1/?as_of=2030-01-01", "indicators/16.9.1/changes/", "indicators/16.1.1/progress/",
         "indicators/5.3.1-u18/regions/", "countries/KEN/progress/", "countries/XAA/progress/", "know/",
         "explore/", "explore/?indicator=5.3.1-u18&view=map",
         *(f"explore/?indicator=16.9.1&indicator=5.3.1-u18&area=BGD&area=KEN&view={view}" for view in ("table", "line", "bars", "dots", "multiples")),
         "explore/?indicator=zzz&add=Guin", "countries/KEN/like/", "partnerships/", "search/",
         "gaps/", "sdmx/", "indicators/16.2.1/gaps/", "countries/KEN/gaps/",
         "search/?q=children", "search/?q=zzzz", "act/", "platforms/", "platforms/?world=demo",
         "threats/?world=demo", "work-plan/?world=demo", "work-plan/?world=demo&view=board", "work-plan/?world=demo&view=timeline",
         "work-plan/matrix/?world=demo", "work-plan/matrix/?country=XAA", "meetings/?world=demo", "meetings/?world=demo&past=1",
         "discussions/", "discussions/chatham-house/", "discussions/?world=demo", "discussions/?world=demo&only=unanswered", "discussions/on/practices/XAA-pr1/",
         "discussions/on/practices/XAC-pr1/", "discussions/on/platforms/safe-crossings-of-the-six-rivers/",
         "countries/XAA/coordination/", "countries/KEN/coordination/", "platforms/six-rivers-police-network/",
         *(f"{kind}/safe-crossings-of-the-six-rivers{part}/" for kind, part in (
             ("platforms", ""), ("threats", "-t1"), ("solutions", "-s1"), ("statements", "-j1"), ("joint-actions", "-a1"),
             ("meetings", "-m1"), ("consultations", "-y1"))),
         "learn/", "agree/", "account/", "help-now/", "about/",
         "recommendations/", "commitments/", "shadow-reports/?world=demo", "report/2024/", "report/?world=demo", *EDITION, "cycles/", "cycles/demo-1/", "reports/XAA-demo-1/", "reports/XAA-demo-1/use/", "reports/XAA-demo-1/use/upr-mid-term/", "reports/XAA-demo-1/use/vnr/",
         "peer-reviews/", "peer-reviews/?world=demo", "peer-reviews/rounds/peers-demo/", "peer-reviews/rounds/peers-next/",
         *(f"peer-reviews/XA{one}-peers-demo/" for one in "ABEF"), "commitments/XAA-c2/",
         "practices/?world=demo", "practices/XAA-pr1/", "practices/XAB-pr1/", "practices/XAC-pr1/", "practices/XAF-pr1/", "practices/travel/?world=demo",
         "adoptions/XAC-ad1/", "offers/?world=demo", "offers/XAB-ne1/", "exchanges/XAB-ex1/", "start/", "start/ministry/", "learn/elsewhere/",
         "countries/XAD/learn/", "countries/KEN/learn/", "practices/", "offers/",
         "recommendations/XAA-upr41-1/", "recommendations/XAA-upr41-2/", "recommendations/?world=demo&sdg=16&q=children",
         "recommendations/alike/XAA/", "recommendations/alike/KEN/", "countries/XAA/", "plans/?world=demo", "plans/XAA-p1/", "plans/XAB-p1/",
         "actions/?country=XAA", "actions/XAA-a1/", "actions/XAA-a6/", "countries/XAA/pathfinding/", "countries/XAC/pathfinding/",
         "countries/XAA/accountability/", "countries/NGA/accountability/", "countries/XAA/timeline/", "countries/NGA/timeline/",
         "countries/XAA/scorecard/", "countries/NGA/scorecard/", "themes/inspire-i1/?world=demo", "themes/inspire-e/",
         "conferences/bogota-2024/", "countries/XAA/accountability/?sort=own", "cycles/demo-1/?sort=-submitted",
         "countries/ARM/pathfinding/", "directory/organisations/?world=demo", "directory/people/?world=demo",
         "releases/", "releases/1/", "questions/", "questions/t1/1/", "directory/organisations/six-rivers-council/",
         "moderation/register/", "moderation/register/?world=demo", "report-this/practices/XAA-pr1/", "report-this/search/", "offers/XAE-of1/",
         "verify/", "verify/commitments/XAA-c2/", "verify/lines/1/", "accounts/login/", "accounts/signup/", "accounts/password/reset/", "nowhere/"]  # fmt: skip
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what axe finds otherwise in another scheme
SHOTS = {
    "": "home",
    "countries/KEN/": "country",
    "indicators/5.3.1-u18/": "indicator",
    "search/?q=children": "search",
    "report/2024/": "global-report",
    "reports/XAA-demo-1/": "country-report",
    "commitments/XAA-c2/": "commitment",
    "explore/": "explorer",
    "explore/?indicator=5.3.1-u18&view=map": "explorer-map",
    **{
        f"explore/?indicator=16.9.1&indicator=5.3.1-u18&area=BGD&area=KEN&view={view}": f"explorer-{view}"
        for view in ("table", "line", "bars", "dots", "multiples")
    },
    "directory/": "directory",
    "gaps/": "gaps",
    "countries/KEN/gaps/": "country-gaps",
    "indicators/16.1.1/progress/": "progress",
    "countries/XAA/accountability/": "accountability",
    "platforms/safe-crossings-of-the-six-rivers/": "platform",
    "work-plan/matrix/?world=demo": "matrix",
    "practices/XAA-pr1/": "practice",
    "peer-reviews/XAA-peers-demo/": "peer-review",
    EDITION[0]: "edition",
}


def opened(browser: Browser, address: str, width: int, scheme: str = "light") -> tuple[Page, list[str]]:
    # Colours on their way from one scheme to the other are no colours of the page: nothing moves here.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500, address  # a broken page is without fault to axe, and makes a fine picture
    return page, asked


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_has_no_fault_and_scrolls_no_way(site: str, browser: Browser, language: str, path: str) -> None:
    """One visit: axe in light, once (colours know no language) its rule of contrast in dark, then three widths."""
    page, asked = opened(browser, f"{site}/{language}/{path}", 1280)
    for scheme in ("light", "dark") if language == "en" else ("light",):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options={} if scheme == "light" else COLOURS)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    page.emulate_media(color_scheme="light")
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if path in SHOTS:
            keep_picture(page, f"{SHOTS[path]}-{language}", width)
        assert wide <= 0, width
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "countries/KEN/",
        "indicators/16.1.1/",
        "indicators/16.1.1/progress/",
        "explore/?indicator=5.3.1-u18&view=map",
        "countries/KEN/like/",
        "practices/XAA-pr1/",
        "countries/XAD/learn/",
        "report/2024/",
        "reports/XAA-demo-1/",
    ],
)
def test_the_first_view_is_small(site: str, browser: Browser, path: str) -> None:
    """Everything that a first visit fetches, as it comes over the line: 50 KB at most."""
    page = browser.new_context().new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(sum(request.sizes()[k] for k in ("responseBodySize", "responseHeadersSize"))),
    )
    page.goto(f"{site}/ar/{path}", wait_until="networkidle")
    page.context.close()
    assert 0 < sum(sizes) <= 50 * 1024, sizes


LONG_WORDS = [
    "",
    "gaps/",
    "indicators/16.9.1/",
    "commitments/?world=demo",
    "countries/XAC/",
    "meetings/safe-crossings-of-the-six-rivers-m1/",
]


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_long_words_scroll_no_way_on_a_small_phone(site: str, browser: Browser, language: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    for path in LONG_WORDS:
        page.goto(f"{site}/{language}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
    page.context.close()


def test_a_country_is_found_by_keyboard_alone(site: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{site}/en/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "exit"
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("Kenya")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.get_by_role("main").get_by_role("link", name="Kenya").first.press("Enter")
    page.wait_for_url("**/countries/KEN/")
    assert page.locator("h1").inner_text() == "Kenya"
    page.context.close()


def test_pages_are_read_without_scripts(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fr/countries/KEN/")
    assert page.locator("h1").inner_text() == "Kenya"
    assert page.locator("html").get_attribute("lang") == "fr"
    context.close()
