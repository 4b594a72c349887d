"""What other bodies hold is a link with the source it was found in."""

from datetime import date

import pytest
from django.test import Client

from accord.kit.texts import LANGUAGES
from accord.learning.reads.elsewhere import KINDS, elsewhere_page


def test_each_link_has_its_source_and_day() -> None:
    lines = elsewhere_page().lines
    assert {"course", "webinars", "toolkit", "guide"} <= {line.kind for line in lines} <= set(KINDS)
    assert len({line.code for line in lines}) == len(lines)
    for line in lines:
        assert line.url.startswith("https://")
        assert line.source
        assert line.name
        assert date.fromisoformat(line.read_on) < date(2030, 1, 1)
        assert set(line.languages) <= set(LANGUAGES)


@pytest.mark.django_db
def test_a_course_says_in_which_languages_it_is_held(client: Client) -> None:
    html = client.get("/en/learn/elsewhere/").content.decode()
    assert '<span lang="ar" dir="rtl">العربية</span>' in html
