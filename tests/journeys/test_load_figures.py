"""A statistician's own series, from a file with seven faults to a published release, by keyboard alone and without scripts."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.looking import keep_picture
from tests.journeys.test_reporting import Someone

HEAD = "indicator,iso3,year,sex,age,value,unit,nature,flags\n"
SERIES = [(2009, "70.2"), (2010, "70.9"), (2011, "70.1"), (2012, "70.8"), (2013, "70.3"), (2014, "70.6"), (2015, "41.0")]
FAULTS = (
    "violent_dicipline,XAA,2019,female,1_14,68.1,percent,C,\n"  # unknown code
    "16.2.1,XAA,2015,male,1_14,41.0,percent,C,\n"  # repeats row 7
    "16.2.1,XAA,,female,1_14,66.9,percent,C,\n"  # no period
    "16.2.1,XAA,2018,female,1_14,672,percent,C,\n"  # out of range
    "16.2.1,XAA,2020,female,1_14,65.0,number,C,\n"  # wrong unit
    "16.2.1,XAA,2023,female,1_14,64.0,percent,E,\n"  # a break in method: the nature changes
)  # and 2015 is a jump
FIGURES = HEAD + "".join(f"16.2.1,XAA,{year},male,1_14,{value},percent,C,\n" for year, value in SERIES) + FAULTS
PAGES, FIELDS = 7, 12


class Statistician(Someone):
    """Counts the pages that she sees and the fields that she fills in."""

    def __init__(self, browser: Browser, site: str, language: str, login: dict[str, str]) -> None:
        super().__init__(browser, site, language, login)
        self.pages: list[str] = []
        self.fields: list[str] = []
        self.page.on("load", lambda page: self.pages.append(page.url))

    def type_in(self, name: str, text: str) -> None:
        self.fields.append(name)
        self.fill(name, text)

    def give(self, name: str, path: Path) -> None:
        """The browser's own window for choosing a file is no page: it is reached by Tab and told the file."""
        self.fields.append(name)
        self.tab_to(f"main [name='{name}']")
        self.page.locator(f"main [name='{name}']").set_input_files(path)

    def choose(self, name: str, value: str) -> None:
        """A select: arrows down to the value."""
        self.fields.append(name)
        self.tab_to(f"main [name='{name}']")
        for _ in range(120):
            if self.page.evaluate("() => document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def tick(self, name: str) -> None:
        self.fields.append(name)
        self.tab_to(f"main [name='{name}']")
        self.page.keyboard.press("Space")

    def control(self, row: int) -> str:
        """The name of the first control beside the fault in a row."""
        line = self.page.locator(f"table.mending tr:has(th:text-matches('{row}'))").first
        return str(line.locator("td:last-child [name]").first.get_attribute("name"))


def test_seven_faults_are_mended_and_published(own_site: tuple[str, dict[str, Any]], browser: Browser, tmp_path: Path) -> None:
    site, logins = own_site
    file = tmp_path / "series.csv"
    file.write_text(FIGURES)
    noor = Statistician(browser, site, "en", logins["statistician@xaa"])
    noor.page.route("**/*.js", lambda route: route.abort())
    noor.go("my/")
    noor.press("main a[href$='/releases/load/']")
    noor.sees_no_fault()
    noor.give("file", file)
    noor.type_in("source", "Statistics Office of Aldoria")
    noor.type_in("licence", "CC BY 4.0")
    noor.press("main form button")
    assert "5 faults" in noor.text()
    assert "2 warnings" in noor.text()
    noor.sees_no_fault()
    shots(noor.page, "faults", "en")
    noor.choose(noor.control(8), "16.2.1")
    out = noor.control(9)
    noor.tick(out)
    noor.type_in(noor.control(10), "2021")
    noor.type_in(noor.control(11), "67.2")
    noor.type_in(noor.control(12), "percent")
    noor.press("main form[novalidate] button")
    assert "No faults" in noor.text()
    assert "Rows left out: 1." in noor.text()
    noor.sees_no_fault()
    noor.press("main form[action$='/draft/'] button")
    assert "12 figures; the newest year is 2023." in noor.text()
    noor.sees_no_fault()
    noor.tick("seen")
    noor.tick("attest")
    noor.press("main form button")
    assert "The figures are published." in noor.text()
    assert "Statistician, Aldoria" in noor.text()
    assert noor.page.locator(".notice.demo").count() == 1
    noor.sees_no_fault()
    assert len(noor.pages) <= PAGES, noor.pages
    assert len(noor.fields) <= FIELDS, noor.fields
    print(f"pages {len(noor.pages)}, fields {len(noor.fields)}")  # the figures that the test is about
    published(browser, site, noor.page.url)
    stranger = Someone(browser, site, "en", logins["focal-point@xab"])
    assert stranger.go("releases/load/") == 404


def published(browser: Browser, site: str, url: str) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(url)
    said = page.locator("main").inner_text()
    assert "Statistics Office of Aldoria" in said
    assert "This row repeats row 7." in said
    assert "2 warnings were looked at; the figures stand." in said
    assert "Noor" not in said
    shots(page, "release", "en")
    page.goto(f"{site}/en/countries/XAA/")
    assert "64" in page.locator("main").inner_text()
    page.context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_wide_table_is_told_by_its_own_headers(
    own_site: tuple[str, dict[str, Any]], browser: Browser, tmp_path: Path, language: str
) -> None:
    site, logins = own_site
    file = tmp_path / "wide.csv"
    file.write_text("Pays,2019,2020,2021\nAldoria,12,11.5,410\n")
    noor = Statistician(browser, site, language, logins["statistician@xaa"])
    noor.go("releases/load/")
    shots(noor.page, "load", language)
    noor.give("file", file)
    noor.type_in("source", "Statistics Office of Aldoria")
    noor.type_in("licence", "CC BY 4.0")
    noor.press("main form button")
    assert noor.page.url.endswith("/columns/")
    noor.sees_no_fault()
    shots(noor.page, "columns", language)
    noor.choose("whole", "16.2.1")
    noor.press("main form button")
    assert noor.page.locator("table.mending tbody tr").count() == 1
    assert "410" in noor.text()
    noor.sees_no_fault()
    shots(noor.page, "wide-faults", language)
    noor.type_in(noor.control(1), "41")
    noor.press("main form[novalidate] button")
    noor.press("main form[action$='/draft/'] button")
    noor.sees_no_fault()
    shots(noor.page, "publish", language)
    noor.tick("attest")
    noor.press("main form button")
    assert noor.page.locator("main code").count() >= 3
    shots(noor.page, "release", language)


def shots(page: Page, name: str, language: str) -> None:
    """No page is wider than its screen; with ACCORD_SHOTS a picture of each width is kept."""
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (name, width)
        keep_picture(page, f"figures-{name}-{language}", width)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert Axe().run(page).violations_count == 0
