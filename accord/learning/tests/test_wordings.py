"""What was and what stands is told in words, never in codes."""

from datetime import date

import pytest

from accord.kit import clock
from accord.learning import actions
from accord.learning.tests.makers import PLAN, WRITTEN, World, client_of

pytestmark = pytest.mark.django_db
TYPED = WRITTEN | {"topics": ["inspire-p"], "forms": ["bullying"], "reason": "Prices rose."}


def test_an_earlier_wording_is_told_in_the_readers_words(world: World) -> None:
    practice = world.checked()
    given = {name: getattr(practice, name) for name in WRITTEN} | {"kind": "law", "topics": world.topics[1:3], "cost": "2.50"}
    actions.edit_practice(practice, given, version=1, by=world.owner, reason="More exact.")
    client = client_of(world.fourth)
    html = client.get("/fr/practices/XAA-pr1/").content.decode()
    old = html[html.index('id="old"') :]
    assert "Programme</del> → <ins>Loi" in old.replace("</span>", "").replace('<span lang="fr" dir="ltr">', "")
    assert "2,5</ins>" in old
    told = client.get("/en/practices/XAA-pr1.json").json()["revisions"][0]["changes"]
    assert ["Kind", "programme", "law"] in told


def test_an_adoptions_stage_and_day_too(world: World) -> None:
    made = world.adopt(world.checked(), world.second, clock.today())
    given = {"kind": "adopts", "title": "Ours", "changed": "", "stage": "scaled", "results": "", "evidence": "",
             "decided_on": date(2024, 2, 1), "language": "en"}  # fmt: skip
    actions.change_adoption(made, given, version=1, by=world.second, reason="It grew.")
    html = client_of(world.fourth).get(f"/en/adoptions/{made.ref}/").content.decode()
    assert "<del>Pilot</del> → <ins>At scale</ins>" in html
    assert "<ins>1 February 2024</ins>" in html


def test_who_saved_in_between_is_told_in_words(world: World) -> None:
    practice = world.draft(topics=world.topics[:3])
    actions.edit_practice(practice, {"title": "Other"}, version=1, by=world.helper)
    answer = client_of(world.owner).post("/en/practices/XAA-pr1/edit/", TYPED | {"version": 1})
    assert answer.status_code == 409
    stands = answer.content.decode().partition("</dl>")[0]
    assert "<dd>Programme</dd>" in stands
    assert "<dd>English</dd>" in stands
    assert "bullying, inspire-e, inspire-p" in stands  # the names of the topics here
    assert "[&#x27;" not in stands


def test_a_plan_that_was_rewritten_in_between_names_its_days(world: World) -> None:
    made = actions.propose_exchange(world.offer("need", world.owner), PLAN, by=world.second)
    actions.rewrite_plan(made, PLAN, version=1, by=world.second)
    answer = client_of(world.owner).post(f"/en/exchanges/{made.ref}/step/agree/", {"version": 1})
    stands = answer.content.decode().partition("</dl>")[0]
    assert "<dt>First day</dt><dd>10 January 2024</dd>" in stands
    assert "starts_on" not in stands
