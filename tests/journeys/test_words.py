"""Words are counted by the page's script as the site counts them."""

from pathlib import Path

from playwright.sync_api import Browser

from accord.calc.tests.test_wordcount import CASES

SCRIPT = Path(__file__).parents[2] / "accord" / "kit" / "static" / "kit" / "kit.js"
FORM = """<!doctype html><html lang="en"><form><textarea name="text"></textarea>
<p data-words="text" data-before="1000"><span data-here></span> <span data-all></span></p></form></html>"""


def test_the_script_counts_as_the_site_does(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(FORM)
    page.add_script_tag(path=SCRIPT)
    counted = {}
    for text, _words in CASES:
        page.fill("textarea", text or "x")  # an empty text filled into an empty one tells nothing
        page.fill("textarea", text)
        counted[text] = (page.text_content("[data-here]"), page.text_content("[data-all]"))
    page.close()
    assert counted == {text: (str(words), f"{1000 + words:,}") for text, words in CASES}
