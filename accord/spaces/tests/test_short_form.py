"""A joint action is entered by one short form: what is asked at once, and what is opened."""

import re

import pytest

from accord.directory.tests.makers import client_of
from accord.people.models import Role
from accord.spaces.tests.makers import Stage

pytestmark = pytest.mark.django_db
FOLD = re.compile(r"<details(?P<open>(?: open)?)><summary>How far it is.*?</summary>(?P<fields>.*?)</details>", re.DOTALL)


def fold(html: bytes) -> re.Match[str]:
    found = FOLD.search(html.decode())
    assert found
    return found


@pytest.mark.parametrize(("role", "who"), [(Role.FOCAL_POINT, "who"), (Role.ORG_MEMBER, "organisation")])
def test_eight_fields_stand_there_and_the_rest_is_opened_where_something_is_in_it(stage: Stage, role: str, who: str) -> None:
    path, inside = f"/en/{stage.platform().url}actions/new/", client_of(stage.hats[role].person)
    page = inside.get(path)
    form, whole = page.context["form"], fold(page.content)
    at_once = {field.name for field in form.visible_fields()} - set(form.folded)
    assert len(at_once) <= 8
    assert {"title", who, "areas"} <= at_once
    assert set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', whole["fields"])) == set(form.folded)
    assert not whole["open"]
    given = {"title": "Train", "areas": "XAA", "language": "en", who: "forum", "status": "planned"}
    assert not fold(inside.post(path, given | {"title": ""}).content)["open"]
    for told in ({"people_reached": "many"}, {"title": "", "needs": "A car"}, {"title": "", "status": "done"}):
        refused = inside.post(path, given | told)
        assert refused.status_code == 422
        assert fold(refused.content)["open"], told
    assert inside.post(path, given).status_code == 302


def test_who_does_it_is_seen_where_it_is_missing(stage: Stage) -> None:
    """The fault is told at a field that is folded for whoever acts for a body."""
    path, inside = f"/en/{stage.platform().url}actions/new/", client_of(stage.hats[Role.ORG_MEMBER].person)
    whole = fold(inside.post(path, {"title": "Train", "areas": "XAA", "language": "en", "organisation": ""}).content)
    assert whole["open"]
    assert "Say who does it." in whole["fields"]
