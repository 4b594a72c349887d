"""A shadow report, all the way: who may, what is asked, what is kept, who sees what."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import ShadowJudgement, ShadowReport
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.indicators.actions import publish_indicators
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Person
from accord.record.actions import Conflict, hold, seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event, Link, SealedName
from accord.record.sealing import box
from accord.record.sealing.actions import confirm_key, register_key

pytestmark = pytest.mark.django_db
TOLD = {"title": "What the law left out", "text": "Courts wait for rules.", "language": "en", "indicators": []}
JUDGED = {
    "completion": "limited", "ambition": "modest", "change": "none", "confidence": "medium", "rationale": "Few courts apply it.",
    "evidence": "",
}  # fmt: skip


class Shadows(Stage):
    """The stage with a verified organisation, a network, two custodians and a safeguarding officer."""

    def __init__(self) -> None:
        super().__init__()
        self.body = self._body("forum", "cso", self.home)
        self.network = self._body("network", "partnership", None)
        self.author = self._member("Zephyrine Quill", self.body)
        self.colleague = self._member("Colleague", self.body)
        self.guard = self._hat("safeguarding", None)
        self.keepers, self.secrets = [], []
        for name in ("keeper-1", "keeper-2"):
            keeper = self._member(name, None, role="custodian")
            secret, public = box.new_key()
            confirm_key(register_key(keeper, public, by=self.secretariat), by=keeper)
            self.keepers.append(keeper)
            self.secrets.append(secret)

    def _body(self, slug: str, kind: str, area: Area | None) -> Organisation:
        return Organisation.objects.create(
            slug=slug, kind=kind, names={"en": slug.title()}, area=area, world="demo", verified_on="2020-01-01"
        )

    def _member(self, name: str, body: Organisation | None, role: str = "org_member") -> Capacity:
        person = Person.objects.create_user(f"{name.split()[0].lower()}@demo.example", None, name=name, world="demo")
        return Capacity.objects.create(person=person, role=role, organisation=body, state="active", starts_on="2020-01-01")

    def begin(self, sealed: bool) -> ShadowReport:
        if sealed:
            return actions.begin_sealed(self.home, TOLD, network=self.network, by=self.author, cycle=self.cycle)
        return actions.begin_named(self.home, TOLD, by=self.author, cycle=self.cycle)

    def sent(self, sealed: bool) -> ShadowReport:
        made = actions.judge(self.begin(sealed), self.commitment, JUDGED, version=1, by=self.author)
        return actions.send_shadow(made, version=made.version, by=self.author)

    def published(self, sealed: bool) -> ShadowReport:
        made = self.sent(sealed)
        return actions.publish_shadow(made, version=made.version, network_agrees=sealed, by=self.guard)


@pytest.fixture(scope="module")
def built(one_world: None) -> Shadows:
    return Shadows()


@pytest.fixture
def stage(built: Shadows) -> Shadows:
    return deepcopy(built)


@pytest.mark.parametrize("sealed", [False, True])
def test_the_whole_way(stage: Shadows, sealed: bool) -> None:
    made = stage.published(sealed)
    assert made.state == "published"
    assert ShadowJudgement.objects.get().commitment == stage.commitment
    actions.reply_to_shadow(made, text="Rules are on their way.", version=1, by=stage.focal)
    verbs = [v for v in Event.objects.order_by("id").values_list("verb", flat=True) if v.startswith("shadow")]
    own = [] if sealed else ["shadow_report_begun", "shadow_report_changed", "shadow_report_sent"]
    assert verbs == [*own, "shadow_report_published", "shadow_report_replied"]
    assert SealedName.objects.count() == sealed
    seal()
    assert problems() == []
    ShadowJudgement.objects.update(rationale="Changed round the actions.")
    assert [p["ref"] for p in problems()] == [f"shadow-reports/{made.ref}"]


@pytest.mark.parametrize("sealed", [False, True])
def test_an_indicator_it_speaks_of_is_linked_all_the_way(stage: Shadows, sealed: bool) -> None:
    indicator = Indicator.objects.create(code="16.2.1", names={"en": "Violent discipline"}, unit="percent", core=True)
    there = publish_indicators([(indicator, [])])[0]
    given = TOLD | {"country": "XAA", "cycle": "", "name": stage.network.slug if sealed else stage.body.slug}
    way = "sealed" if sealed else "named"
    answer = client_of(stage.author).post(f"/en/shadow-reports/new/{way}/", given | {"indicators": ["16.2.1"]})
    assert answer.status_code == 302, answer.context["form"].errors
    made = ShadowReport.objects.get()
    made = actions.send_shadow(made, version=made.version, by=stage.author)
    assert not there.links_here.exists()  # what is not public leads nowhere
    made = actions.publish_shadow(made, version=made.version, network_agrees=sealed, by=stage.guard)
    assert [(one.card.ref, one.relation) for one in there.links_here.all()] == [(f"shadow-reports/{made.ref}", "about")]
    assert '<a href="/en/indicators/16.2.1/">Violent discipline' in Client().get(f"/en/{made.url}").content.decode()
    page = Client().get(f"/en/shadow-reports/{made.ref}.json").json()
    assert [one["code"] for one in page["indicators"]] == ["16.2.1"]


def test_a_hidden_report_is_quoted_nowhere(stage: Shadows) -> None:
    made = stage.published(False)
    pages = [
        "shadow-reports.json?world=demo", f"commitments/{stage.commitment.ref}.json", f"commitments/{stage.commitment.ref}/",
        f"countries/{stage.home.iso3}/accountability.json", f"reports/{stage.report.ref}/",
    ]  # fmt: skip
    words = (TOLD["title"], JUDGED["rationale"], made.ref)

    def told() -> list[bool]:
        return [any(w in Client().get(f"/en/{page}").content.decode() for w in words) for page in pages]

    assert told()[:3] == [True] * 3
    focal = client_of(stage.focal)
    assert focal.get(f"/en/{made.url}reply/").status_code == 200
    hold(Card.objects.get(ref=f"shadow-reports/{made.ref}"), ground="privacy")
    assert told() == [False] * 5
    assert focal.get(f"/en/{made.url}reply/").status_code in (404, 410)


def test_a_networks_report_needs_the_networks_word_and_two_custodians(stage: Shadows) -> None:
    made = stage.sent(True)
    with pytest.raises(ValidationError, match="lends its name"):
        actions.publish_shadow(made, version=made.version, by=stage.guard)
    Capacity.objects.filter(pk=stage.keepers[1].pk).update(state="ended")
    with pytest.raises(ValidationError, match="not two custodians"):
        actions.begin_sealed(stage.home, TOLD, network=stage.network, by=stage.colleague)


def test_officers_see_a_sealed_report_days_after_it_was_sent(stage: Shadows) -> None:
    made = stage.sent(True)
    assert made.seen_from is not None
    assert 1 <= (made.seen_from - clock.today()).days <= 3
    client = client_of(stage.guard)
    assert client.get(f"/en/shadow-reports/{made.ref}/moderate/").status_code == 404
    with clock.standing_at(datetime.now(tz=clock.now().tzinfo) + timedelta(days=3)):
        assert client.get(f"/en/shadow-reports/{made.ref}/moderate/").status_code == 200


def test_a_change_of_what_is_public_waits_for_officers_and_keeps_the_old(stage: Shadows) -> None:
    made = stage.published(False)
    made = actions.write_shadow(made, TOLD | {"text": "Courts wait no more."}, version=made.version, by=stage.author)
    assert made.shown["text"] == TOLD["text"]
    assert made.is_public
    made = actions.send_shadow(made, version=made.version, by=stage.author)
    made = actions.publish_shadow(made, version=made.version, by=stage.guard)
    assert (made.shown["text"], made.earlier[0]["text"]) == ("Courts wait no more.", TOLD["text"])
    with pytest.raises(ValidationError, match="as it stands"):
        actions.send_shadow(made, version=made.version, by=stage.author)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_judgement_is_taken_out_again_and_the_published_one_stays_among_the_earlier(stage: Shadows, sealed: bool) -> None:
    made, client = stage.published(sealed), client_of(stage.author)
    url = f"/en/shadow-reports/{made.ref}/tell/XAA-c1/remove/"
    assert f'href="{url}"' in client.get(f"/en/{made.url}").content.decode()
    assert client_of(stage.focal).get(url).status_code == 404
    assert client.post(url, {"version": made.version - 1}).status_code == 409
    sent = {"version": made.version, "once": "cd" * 16}
    for _press in (1, 2):
        assert client.post(url, sent).status_code == 302
    assert client.get(url).status_code == 404
    assert ShadowJudgement.objects.count() == 1  # what is public waits for officers
    made.refresh_from_db()
    made = actions.send_shadow(made, version=made.version, by=stage.author)
    actions.publish_shadow(made, version=made.version, network_agrees=sealed, by=stage.guard)
    assert not ShadowJudgement.objects.exists()
    assert not Link.objects.filter(card__ref=f"shadow-reports/{made.ref}", other__ref="commitments/XAA-c1").exists()
    assert "XAA-c1" in ShadowReport.objects.get().earlier[0]["judgements"]


def test_moderation_is_for_safety_with_ground_and_words(stage: Shadows) -> None:
    made = stage.sent(False)
    for ground, reason in (("disagreed", "No."), ("child", " ")):
        with pytest.raises(ValidationError, match="safety alone"):
            actions.return_shadow(made, ground=ground, reason=reason, version=made.version, by=stage.guard)
    back = actions.return_shadow(made, ground="child", reason="A village is named.", version=made.version, by=stage.guard)
    assert back.state == "returned"
    event = Event.objects.get(verb="shadow_report_returned")
    assert (event.body["reason"], event.body["after"]["ground"], event.audience.code) == (
        "A village is named.",
        "child",
        "officers",
    )


@pytest.mark.parametrize("completion", ["substantial", "complete"])
def test_above_limited_a_judgement_names_its_evidence(stage: Shadows, completion: str) -> None:
    made = stage.begin(False)
    client, url = client_of(stage.author), f"/en/shadow-reports/{made.ref}/tell/{stage.commitment.ref}/"
    answer = client.post(url, JUDGED | {"completion": completion, "version": made.version})
    assert answer.status_code == 422
    assert "Name the evidence, or say Limited or No evidence." in answer.content.decode()
    assert ShadowReport.objects.get().writing["judgements"] == {}
    more = {"completion": completion, "evidence": "https://example.org/", "version": made.version}
    assert client.post(url, JUDGED | more).status_code == 302


def test_a_refused_change_leaves_what_is_public(stage: Shadows) -> None:
    made = stage.published(False)
    made = actions.write_shadow(made, TOLD | {"text": "A name."}, version=made.version, by=stage.author)
    made = actions.send_shadow(made, version=made.version, by=stage.author)
    made = actions.return_shadow(made, ground="person", reason="A name.", version=made.version, by=stage.guard, for_good=True)
    assert (made.state, made.is_public) == ("returned", True)


@pytest.mark.parametrize("sealed", [False, True])
def test_taking_back_hides_at_once_and_the_record_tells_later(stage: Shadows, sealed: bool) -> None:
    made, client = stage.published(sealed), Client()
    url = f"/en/shadow-reports/{made.ref}/"
    assert client.get(url).status_code == 200
    count = Event.objects.count()
    assert actions.withdraw_shadow(made) is True
    assert client.get(url).status_code == 404
    assert client.get("/en/search.json?q=courts&country=XAA").json()["total"] == 0
    assert Event.objects.count() == count
    assert problems() == []
    actions.note_withdrawal(made, by=stage.guard)
    assert Event.objects.latest("id").verb == "shadow_report_withdrawn"
    assert problems() == []


def test_what_was_never_public_goes_without_a_trace(stage: Shadows) -> None:
    assert actions.withdraw_shadow(stage.sent(True)) is False
    assert not ShadowReport.objects.exists()
    assert not SealedName.objects.exists()
    assert not Card.objects.filter(kind="shadow_report").exists()
    assert stage.begin(True).state == "draft"  # its place is free again


def test_a_sealed_author_keeps_the_right_to_take_back_without_a_hat(stage: Shadows) -> None:
    made = stage.published(True)
    Capacity.objects.filter(pk=stage.author.pk).update(state="ended")
    client = client_of(stage.author)
    assert client.get(f"/en/shadow-reports/{made.ref}/edit/").status_code == 404
    assert client.post(f"/en/shadow-reports/{made.ref}/withdraw/", {"sure": "on"}).status_code == 302
    assert ShadowReport.objects.get().state == "withdrawn"


def test_one_person_speaks_once_a_country_and_cycle_under_networks_names(stage: Shadows) -> None:
    made = stage.begin(True)
    assert stage.begin(True) == made  # pressed twice
    with pytest.raises(ValidationError, match="already"):
        actions.begin_sealed(stage.home, TOLD | {"text": "More."}, network=stage.network, by=stage.author, cycle=stage.cycle)
    assert actions.begin_sealed(stage.home, TOLD, network=stage.network, by=stage.colleague, cycle=stage.cycle) != made
    stage.begin(False)
    with pytest.raises(ValidationError, match="already"):
        actions.begin_named(stage.home, TOLD, by=stage.colleague, cycle=stage.cycle)


def test_who_may_begin(stage: Shadows) -> None:
    ministry = stage._member("ministry", stage._body("ministry", "government", stage.home))
    youth = stage._member("youth", stage._body("youth", "youth", stage.home))
    abroad = stage._member("abroad", stage._body("abroad", "cso", stage.far))
    unknown = stage._member("unknown", stage._body("unknown", "cso", stage.home))
    Organisation.objects.filter(slug="unknown").update(verified_on=None)
    unknown.organisation.refresh_from_db()
    both = stage._member("both", stage.body)
    Capacity.objects.create(person=both.person, role="contributor", area=stage.home, state="active", starts_on="2020-01-01")
    for hat in (ministry, abroad, unknown, both, stage.focal, stage.assessor, stage.secretariat):
        with pytest.raises(ValidationError, match="verified organisation"):
            actions.begin_named(stage.home, TOLD, by=hat)
    assert client_of(youth).get("/en/shadow-reports/new/").status_code == 404
    supported = youth.organisation
    made = actions.begin_named(stage.home, TOLD, by=stage.author, supported=supported)
    assert made.supported == supported
    for other in (stage.network, stage.body):
        with pytest.raises(ValidationError, match="child-led"):
            actions.begin_named(stage.home, TOLD, by=stage.author, cycle=stage.cycle, supported=other)


VERBS = {
    "edit/": {"author"}, "send/": {"author"}, "withdraw/": {"author"}, "tell/XAA-c1/": {"author"},
    "moderate/": {"guard"}, "reply/": {"focal"},
}  # fmt: skip


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("path", VERBS)
def test_each_verb_by_each_capacity(stage: Shadows, path: str, sealed: bool) -> None:
    made = stage.published(sealed) if path == "reply/" else stage.sent(sealed) if path == "moderate/" else stage.begin(sealed)
    ShadowReport.objects.update(seen_from=None)
    may = VERBS[path] | ({"colleague"} if not sealed and path not in ("moderate/", "reply/") else set())
    cast = {
        "author": stage.author, "colleague": stage.colleague, "guard": stage.guard, "focal": stage.focal,
        "validator": stage.validator, "contributor": stage.contributor, "stranger": stage.stranger, "assessor": stage.assessor,
        "secretariat": stage.secretariat, "custodian": stage.keepers[0], "member": stage._member("member", None, role="member"),
    }  # fmt: skip
    url = f"/en/shadow-reports/{made.ref}/{path}"
    for name, hat in cast.items():
        assert client_of(hat).get(url).status_code == (200 if name in may else 404), name
        if name not in may:
            assert client_of(hat).post(url, {}).status_code == 404, name
    assert Client().get(url).status_code == 302


def test_actions_refuse_whoever_may_not(stage: Shadows) -> None:
    made = stage.sent(True)
    for hat in (stage.focal, stage.secretariat, stage.author, stage.keepers[0]):
        with pytest.raises(ValidationError, match="safeguarding"):
            actions.publish_shadow(made, version=made.version, network_agrees=True, by=hat)
    guard = stage.guard
    Capacity.objects.create(person=guard.person, role="alternate", area=stage.home, state="active", starts_on="2020-01-01")
    with pytest.raises(ValidationError, match="safeguarding"):
        actions.publish_shadow(made, version=made.version, network_agrees=True, by=guard)
    draft = actions.begin_named(stage.home, TOLD, by=stage.author)
    with pytest.raises(ValidationError, match="Only its author"):
        actions.write_shadow(draft, TOLD, version=1, by=stage.focal)


def test_nobody_decides_on_their_own_report(stage: Shadows) -> None:
    """Of an organisation of no country: one of the country's own is no officer of it anyway."""
    Organisation.objects.filter(pk=stage.body.pk).update(area=None)
    stage.author = Capacity.objects.get(pk=stage.author.pk)
    guard = Capacity.objects.create(person=stage.author.person, role="safeguarding", state="active", starts_on="2020-01-01")
    made = stage.sent(True)
    ShadowReport.objects.update(seen_from=None)
    assert client_of(guard).get(f"/en/shadow-reports/{made.ref}/moderate/").status_code == 404
    with pytest.raises(ValidationError, match="their own report"):
        actions.publish_shadow(made, version=made.version, network_agrees=True, by=guard)
    assert actions.publish_shadow(made, version=made.version, network_agrees=True, by=stage.guard).seen_from is None


def test_a_stale_version_is_told(stage: Shadows) -> None:
    made = stage.begin(False)
    actions.write_shadow(made, TOLD | {"text": "New."}, version=1, by=stage.author)
    with pytest.raises(Conflict):
        actions.write_shadow(made, TOLD, version=1, by=stage.colleague)
    sent = actions.send_shadow(made, version=2, by=stage.author)
    with pytest.raises(Conflict):
        actions.publish_shadow(sent, version=1, by=stage.guard)


def test_the_reply_has_its_time(stage: Shadows) -> None:
    made = stage.published(False)
    with clock.standing_at(datetime.now(tz=clock.now().tzinfo) + timedelta(days=30)), pytest.raises(Conflict):
        actions.reply_to_shadow(made, text="Too late.", version=1, by=stage.focal)
    with pytest.raises(ValidationError, match="focal point"):
        actions.reply_to_shadow(made, text="Not ours.", version=1, by=stage.stranger)


def test_the_database_refuses_a_networks_report_that_names_somebody(stage: Shadows) -> None:
    from django.db import IntegrityError, transaction

    made = stage.begin(True)
    more: dict[str, Any]
    for more in ({"by": stage.author}, {"organisation": stage.body}, {"author": ""}, {"supported": stage.body}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShadowReport.objects.filter(pk=made.pk).update(**more)


def test_a_member_who_acts_for_the_country_finds_no_draft_in_the_list(stage: Shadows) -> None:
    stage.begin(sealed=False)
    assert TOLD["title"] in client_of(stage.colleague).get("/en/shadow-reports/?world=demo").content.decode()
    Capacity.objects.create(
        person=stage.colleague.person, role="focal_point", area=stage.home, state="active", starts_on="2020-01-01"
    )
    assert TOLD["title"] not in client_of(stage.colleague).get("/en/shadow-reports/?world=demo").content.decode()
