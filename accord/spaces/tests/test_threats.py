"""Threats, joint solutions, joint statements."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.indicators.models import AcceptedSource, Indicator
from accord.indicators.tests.makers import release_of
from accord.people.models import Area, Role
from accord.record.actions import CardText, Conflict, link, publish_card
from accord.record.models import Card, Link
from accord.spaces.actions import statements, threats
from accord.spaces.models import Solution, Statement, Threat
from accord.spaces.reads.threats import statement_page, threat_page
from accord.spaces.tests.makers import Stage, again, topic
from accord.spaces.tests.test_platforms import elsewhere

pytestmark = pytest.mark.django_db


def told(stage: Stage, **more: Any) -> dict[str, Any]:
    return {
        "title": "Boats by night", "text": "Girls are taken across.", "language": "en", "form": stage.trafficking,
        "online": False,
        "others": [topic("child-labour", "form")], "sources": [{"words": "Report 4", "url": "https://report.example/4"}],
        "owner_words": "", "owner_url": "", "corridor": [(stage.here, "origin"), (stage.there, "destination")],
    } | more  # fmt: skip


def described(stage: Stage, access: str = "open", **more: Any) -> Threat:
    return threats.describe_threat(stage.platform(access), told(stage, **more), by=stage.convener)


def test_a_threat_is_described_by_the_form(stage: Stage, client: Client) -> None:
    found, there = stage.platform(), elsewhere(stage)
    given = {
        "title": "Boats", "text": "Across.", "form": "trafficking", "origin": "XAA", "destination": "Land XAB", "online": "on",
        "transit": "XAC; XAA", "affected": "Land XAC",
        "sources": "Report 4 https://report.example/4\nA talk", "language": "en", "owner_card": there.card_ref,
    }  # fmt: skip
    assert client_of(stage.convener.person).post(f"/en/{found.url}threats/new/", given).status_code == 302
    page = client.get(f"/en/threats/{found.ref}-t1.json").json()
    assert [(part["part"], [c["code"] for c in part["countries"]]) for part in page["corridor"]] == [
        ("origin", ["XAA"]), ("transit", ["XAA", "XAC"]), ("destination", ["XAB"]), ("affected", ["XAC"]),
    ]  # fmt: skip
    where = client.get(f"/en/threats/{found.ref}-t1/").content.decode().partition('id="where"')[2].partition("</section>")[0]
    told_of = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<dt>.*?</dd>", where.replace("</dt>", ": "))]
    assert told_of == [
        "Online: It happens online, whatever the border.", "Origin: Land XAA", "Transit: Land XAA · Land XAC",
        "Destination: Land XAB", "Affected: Land XAC",
    ]  # fmt: skip
    assert page["sources"] == [{"words": "Report 4", "url": "https://report.example/4"}, {"words": "A talk", "url": ""}]
    assert page["owner"][0]["ref"] == there.card_ref
    assert {a.code for a in Card.objects.get(ref=f"threats/{found.ref}-t1").areas.all()} == {"XAA", "XAB", "XAC"}


def test_a_threat_may_be_online_alone_and_shows_what_it_goes_with(stage: Stage, client: Client) -> None:
    found, inside = stage.platform(), client_of(stage.convener.person)
    path, labour = f"/en/{found.url}threats/new/", topic("child-labour", "form")
    given = {"title": "Chats", "text": "Boys are found there.", "form": "trafficking", "sources": "Report 4", "language": "en"}
    assert list(inside.post(path, given).context["form"].errors) == ["affected"]
    assert inside.post(path, given | {"online": "on", "others": labour.code}).status_code == 302
    t = Threat.objects.get()
    assert (t.online, t.corridor.count()) == (True, 0)
    html = client.get(f"/en/{t.url}").content.decode()
    where, context = (html.partition(f'id="{name}"')[2].partition("</section>")[0] for name in ("where", "context"))
    assert "It happens online, whatever the border." in where
    assert "/en/countries/" not in where
    assert f'<a href="/en/search/?topic={labour.code}&amp;world=demo">{labour.name}</a>' in context
    assert f'<a href="/en/threats/?form={labour.code}&amp;world=demo">other threats of this form' in context
    there = described(stage, others=[])
    html = client.get(f"/en/{there.url}").content.decode()
    assert ("It happens online" in html, 'id="context"' in html) == (False, False)


def test_a_solutions_page_tells_its_legal_basis_who_owns_it_and_what_came_of_it(stage: Stage, client: Client) -> None:
    t, inside = described(stage), client_of(stage.convener.person)
    given = {"title": "One protocol", "text": "For all.", "language": "en", "areas": "XAA; XAB", "stage": "in_force"}
    more = {"legal_basis": "Treaty 9", "owner": stage.forum.slug, "owner_words": "Two ministries", "results": "Forty were found."}
    told_of = []
    for whole in (given, given | more):
        answer = inside.post(f"/en/{t.url}solutions/new/", whole)
        html = client.get(answer["Location"]).content.decode()
        what, results = (html.partition(f'id="{name}"')[2].partition("</section>")[0] for name in ("what", "results"))
        facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", what)
        words = {name: " ".join(re.sub(r"<[^>]+>", "", said).split()) for name, said in facts}
        told_of.append((words["Legal basis"], words["Who owns it"], "Nobody has told" in results, "Forty were found." in results))
        assert (words["Countries"], words["Stage"]) == ("Land XAA · Land XAB", "In force")
    assert told_of == [
        ("None is named.", "Nobody is named.", True, False), ("Treaty 9", "Forum Two ministries", False, True),
    ]  # fmt: skip


def test_a_joint_action_is_begun_from_the_solution_that_it_carries_out(stage: Stage, client: Client) -> None:
    t = described(stage)
    given = {"title": "One protocol", "text": "For all.", "language": "en", "areas": [stage.here, stage.there], "stage": "agreed"}
    made, inside = threats.propose_solution(t, given, by=stage.convener), client_of(stage.convener.person)
    path = f"/en/{t.platform.url}actions/new/?solution={made.ref}"
    assert path in inside.get(f"/en/{made.url}").content.decode()
    assert path not in client.get(f"/en/{made.url}").content.decode()
    assert f'value="{made.ref}" selected' in inside.get(path).content.decode()


def test_what_is_closed_or_not_signed_shows_no_form(stage: Stage) -> None:
    made = statements.draft_statement(
        stage.platform(), {"title": "We act", "text": "Together.", "language": "en"}, by=stage.convener
    )
    statements.open_statement(made, version=1, by=stage.convener)
    focal, path = client_of(stage.focal.person), f"/en/{made.url}"
    assert focal.get(f"{path}withdraw/").status_code == 404
    assert focal.get(f"{path}sign/").status_code == 200
    statements.close_statement(made, by=stage.convener, reason="All signed.")
    assert focal.get(f"{path}sign/").status_code == 404


def test_practices_that_answer_it_stand_on_its_page(stage: Stage, client: Client) -> None:
    t = described(stage)
    assert "None is told of yet. Whoever adopts" in client.get(f"/en/{t.url}").content.decode()
    made = publish_card(
        CardText(ref="adoptions/a1", kind="adoption", url="adoptions/a1/", title={"en": "Evenings"}, world="demo")
    )
    link(made, "about", Card.objects.get(ref=t.card_ref))
    page = threat_page(t.ref, AnonymousUser())
    assert [one.ref for one in page.adoptions] == ["adoptions/a1"] == [one.ref for one in page.thread["practice"]]
    assert not page.other_links
    html = client.get(f"/en/{t.url}").content.decode()
    assert '<li><a href="/en/adoptions/a1/">Evenings</a>' in html
    assert "/en/practices/?problem=trafficking&amp;world=demo" in html


@pytest.mark.parametrize(("field", "text"), [("origin", "Atlantis"), ("origin", ""), ("sources", ""), ("form", "nothing")])
def test_what_is_not_known_is_told_at_its_field(stage: Stage, field: str, text: str) -> None:
    given = {"title": "B", "text": "A", "form": "trafficking", "origin": "XAA", "sources": "One", "language": "en"} | {
        field: text
    }
    answer = client_of(stage.convener.person).post(f"/en/{stage.platform().url}threats/new/", given)
    assert answer.status_code == 422
    assert not Threat.objects.exists()


def test_indicators_are_tied_and_shown_by_their_faces(stage: Stage, client: Client) -> None:
    found = described(stage)
    Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    made = Indicator.objects.create(code="16.2.2", names={"en": "Detected victims"}, unit="percent", source="made up")
    AcceptedSource.objects.create(indicator=made, name="Made-up office", accepted_for_global=True)
    release_of("indicator,area,year,value\n16.2.2,001,2024,31.5\n")
    indicator = publish_card(CardText("indicators/16.2.2", "indicator", "indicators/16.2.2/", {"en": "Detected victims"}))
    threats.measure_threat(found, indicator, by=stage.convener)
    page = threat_page(found.ref, again(stage.focal.person))
    assert [one.ref for one in page.indicators] == ["indicators/16.2.2"]
    assert [one.ref for one in page.thread["indicator"]] == ["indicators/16.2.2"]
    assert page.indicators[0].face == {"figure": "31.5%", "note": "World, 2024; Made-up office"}
    assert "31.5%" in client.get(f"/en/{found.url}").content.decode()
    with pytest.raises(ValidationError):
        threats.measure_threat(found, Card.objects.get(ref=found.platform.card_ref), by=stage.convener)


def test_an_indicator_is_taken_out_again_with_a_reason(stage: Stage) -> None:
    found = described(stage)
    threats.measure_threat(
        found,
        publish_card(CardText("indicators/16.2.2", "indicator", "indicators/16.2.2/", {"en": "Victims"})),
        by=stage.convener,
    )
    client, url = client_of(stage.convener.person), f"/en/{found.url}measure/16.2.2/remove/"
    assert f'href="{url}"' in client.get(f"/en/{found.url}").content.decode()
    assert client_of(stage.focal.person).get(url).status_code == 404
    assert client.post(url, {"reason": "Wrong one."}).status_code == 409  # it does not say what it showed
    sent = {"reason": "Wrong one.", "shown": client.get(url).context["form"].initial["shown"], "once": "cd" * 16}
    assert client.post(url, sent | {"reason": ""}).status_code == 422
    for _press in (1, 2):
        assert client.post(url, sent).status_code == 302
    assert client.get(url).status_code == 404
    page = threat_page(found.ref, AnonymousUser())
    assert page.indicators == []
    [line] = [h for h in page.history if h.verb == "threat_unlinked"]
    assert (line.about, line.reason) == ("indicators/16.2.2", "Wrong one.")


def test_the_owner_of_operations_is_one_link_and_is_taken_back(stage: Stage) -> None:
    there = elsewhere(stage)
    found = described(stage, owner_card=Card.objects.get(ref=there.card_ref))
    assert Link.objects.get(relation="held_by").other.ref == there.card_ref
    threats.revise_threat(found, told(stage, owner_words="Police"), version=1, by=stage.convener, reason="Moved.")
    assert not Link.objects.filter(relation="held_by").exists()


def test_colleagues_and_conveners_change_it_and_others_do_not(stage: Stage) -> None:
    found = stage.platform("open")
    threat = threats.describe_threat(found, told(stage), by=stage.focal)
    for role, status in (("focal_point", 200), ("validator", 200), ("org_member", 404), ("secretariat", 404), ("member", 404)):
        assert client_of(stage.hats[role].person).get(f"/en/threats/{threat.ref}/edit/").status_code == status, role
    assert client_of(stage.convener.person).get(f"/en/threats/{threat.ref}/edit/").status_code == 200


def test_things_of_a_restricted_platform_are_its_members(stage: Stage, client: Client) -> None:
    threat = described(stage, "restricted")
    solution = threats.propose_solution(threat, solved(stage), by=stage.convener)
    statement = statements.draft_statement(threat.platform, stated(threat), by=stage.convener)
    for thing in (threat, solution, statement):
        for end in ("/", ".json"):
            path = f"/en/{thing.url.rstrip('/')}{end}"
            assert client_of(stage.convener.person).get(path).status_code == 200
            for other in (client, client_of(stage.focal.person), client_of(stage.officers[0])):
                assert other.get(path).status_code == 404
        assert client.get(f"/en/verify/{thing.card_ref}/").status_code == 404
    assert "Boats" not in client.get("/en/threats.json?world=demo").content.decode()


def solved(on: Stage, **more: Any) -> dict[str, Any]:
    return {
        "title": "Joint teams", "text": "Teams of two.", "language": "en", "legal_basis": "Treaty of 2020", "owner": None,
        "owner_words": "Both ministries", "stage": "proposed", "results": "", "areas": [on.here, on.there],
    } | more  # fmt: skip


def test_a_solution_keeps_what_it_was(stage: Stage) -> None:
    made = threats.propose_solution(described(stage), solved(stage), by=stage.convener)
    threats.revise_solution(
        made, solved(stage, stage="in_force", results="Four teams."), version=1, by=stage.convener, reason="Began."
    )
    with pytest.raises(Conflict):
        threats.revise_solution(made, solved(stage), version=1, by=stage.convener, reason="Stale.")
    assert Solution.objects.get().stage == "in_force"
    assert Link.objects.filter(relation="responds_to", card__ref=made.card_ref).exists()


def stated(threat: Threat) -> dict[str, Any]:
    return {"title": "We act", "text": "We will act together.", "language": "en", "threat": threat}


def test_countries_sign_what_stands_still(stage: Stage) -> None:
    threat = described(stage)
    made = statements.draft_statement(threat.platform, stated(threat), by=stage.convener)
    focal, path = client_of(stage.focal.person), f"/en/{made.url}"
    assert focal.get(f"{path}sign/").status_code == 404
    made = statements.open_statement(made, version=1, by=stage.convener)
    with pytest.raises(Conflict):
        statements.edit_statement(made, stated(threat) | {"text": "Other."}, version=1, by=stage.convener)
    assert focal.post(f"{path}sign/", {"note": "Within our law.", "language": "en"}).status_code == 302
    for role in (Role.VALIDATOR, Role.CONTRIBUTOR, Role.SECRETARIAT, Role.ORG_MEMBER, Role.ASSESSOR):
        assert client_of(stage.hats[role].person).get(f"{path}sign/").status_code == 404, role
    with pytest.raises(ValidationError, match="already"):
        statements.sign_statement(made, note="", language="en", by=stage.focal)
    statements.sign_statement(made, note="", language="en", by=stage.other)
    statements.withdraw_signature(made, reason="Parliament asked.", by=stage.other)
    page = statement_page(made.ref, again(stage.other.person))
    assert [(s.country.code, s.note) for s in page.signatures] == [("XAA", "Within our law.")]
    assert [(s.country.code, s.reason) for s in page.withdrawn] == [("XAB", "Parliament asked.")]
    assert page.may_sign
    assert Statement.objects.get().text == "We will act together."
