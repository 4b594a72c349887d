"""One reporting cycle, all the way: who may, what is asked first, what is kept, who sees what."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment, Entry, Rating, Report, Revision
from accord.accountability.reads.guards import reported_commitments
from accord.accountability.states import STEPS, step_named
from accord.directory.actions import publish_country
from accord.kit import clock
from accord.people.models import Area, Capacity, Person
from accord.record.actions import Conflict
from accord.record.models import Draft, Event

pytestmark = pytest.mark.django_db
TOLD = {"completion": "limited", "rationale": "Begun.", "evidence": "", "values": []}
RATED = {
    "completion": "not_started", "ambition": "modest", "change": "none", "confidence": "high", "rationale": "Not seen.",
    "evidence": "",
}  # fmt: skip


class Stage:
    """Two countries, their people, one commitment, one open cycle."""

    def __init__(self) -> None:
        self.home, self.far = (self._area(code) for code in ("XAA", "XAB"))
        self.focal, self.validator, self.contributor = (
            self._hat(role, self.home) for role in ("focal_point", "validator", "contributor")
        )
        self.stranger, self.assessor = self._hat("focal_point", self.far), self._hat("assessor", self.far)
        self.own_assessor = self._hat("assessor", self.home)
        self.secretariat = self._hat("secretariat", None)
        self.commitment = actions.draft_commitment({"title": "A law", "text": "A law will be made."}, by=self.focal)
        actions.publish_commitment(self.commitment, by=self.focal)
        self.cycle = actions.open_cycle("c1", {"en": "Cycle"}, opens=date(2020, 1, 1), due=date(2099, 1, 1), world="demo")
        self.report = actions.join_cycle(self.cycle, by=self.focal)

    def _area(self, code: str) -> Area:
        area = Area.objects.create(code=code, iso3=code, kind="demo", world="demo", names={"en": code})
        publish_country(area)
        return area

    def _hat(self, role: str, area: Area | None, **more: Any) -> Capacity:
        person = Person.objects.create_user(f"{role}-{area}@demo.example", None, world="demo", **more)
        return Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")

    def step(self, code: str, by: Capacity) -> Report:
        step = step_named(code)
        assert step is not None
        self.report = actions.take_step(self.report, step, by=by, reason="A reason." if step.needs_reason else "")
        return self.report

    def until_published_as_told(self) -> Report:
        """With the entry that is there already."""
        self.report = actions.write_summary(self.report, summary="Said.", language="en", version=1, by=self.focal)
        for code, by in (("sign", self.validator), ("submit", self.focal), ("publish", self.secretariat)):
            self.step(code, by)
        return self.report

    def until(self, state: str) -> Report:
        """The shortest way to a state."""
        self.report = actions.write_summary(self.report, summary="Said.", language="en", version=1, by=self.focal)
        actions.write_entry(self.report, self.commitment, TOLD, version=0, by=self.focal)
        for code, by in (("sign", self.validator), ("submit", self.focal), ("publish", self.secretariat)):
            if self.report.state != state:
                self.step(code, by)
        if self.report.state != state:
            self.report = actions.take_up_assessment(self.report, declaration="none", by=self.assessor)
            actions.rate(self.report, self.commitment, RATED, version=0, by=self.assessor)
            self.step("release", self.assessor)
        return self.report

    @property
    def url(self) -> str:
        return f"/en/reports/{self.report.ref}/"


def client_of(hat: Capacity) -> Client:
    client = Client()
    client.force_login(hat.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(client: Client, url: str) -> str:
    """The digest that a confirming page carries of what it shows."""
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', client.get(url).content.decode())
    assert found
    return found[1]


def test_the_whole_way_leaves_its_events(stage: Stage) -> None:
    stage.until("rated")
    rating = Rating.objects.get()
    actions.reply(rating, text="We did begin.", version=1, by=stage.focal)
    assert stage.step("finish", stage.focal).state == "final"
    verbs = list(Event.objects.filter(card_ref="reports/XAA-c1").order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "cycle_joined", "report_summary_written", "report_entry_written", "report_sign", "report_submit", "report_publish",
        "assessment_taken_up", "rating_written", "report_release", "rating_replied", "report_finish",
    ]  # fmt: skip


def test_commitments_of_a_report_stand_by_the_alphabet(stage: Stage) -> None:
    for title in ("zebra crossings", "A census", "é"):
        actions.publish_commitment(actions.draft_commitment({"title": title, "text": "Text."}, by=stage.focal), by=stage.focal)
    assert [c.title for c in reported_commitments(stage.report)] == ["A census", "A law", "é", "zebra crossings"]


def test_signing_asks_for_a_summary_and_each_commitment(stage: Stage) -> None:
    with pytest.raises(actions.Unmet) as unmet:
        stage.step("sign", stage.validator)
    assert len(unmet.value.words) == 2
    assert stage.report.state == "drafting"


def test_progress_above_limited_needs_evidence_to_be_signed(stage: Stage) -> None:
    actions.write_summary(stage.report, summary="Said.", language="en", version=1, by=stage.focal)
    actions.write_entry(stage.report, stage.commitment, TOLD | {"completion": "complete"}, version=0, by=stage.focal)
    with pytest.raises(actions.Unmet, match="evidence"):
        stage.step("sign", stage.validator)


def test_a_signature_is_for_the_text_as_it_stood(stage: Stage) -> None:
    stage.until("signed")
    Entry.objects.update(rationale="Changed behind its back.")
    with pytest.raises(actions.Unmet, match="signature"):
        stage.step("submit", stage.focal)


def test_what_is_signed_is_not_edited(stage: Stage) -> None:
    stage.until("signed")
    with pytest.raises(Conflict):
        actions.write_entry(stage.report, stage.commitment, TOLD, version=1, by=stage.focal)


def test_taking_back_removes_the_signature(stage: Stage) -> None:
    stage.until("signed")
    report = stage.step("take-back", stage.focal)
    assert (report.state, report.signed_digest) == ("drafting", "")


def test_a_stale_edit_is_told_and_changes_nothing(stage: Stage) -> None:
    actions.write_entry(stage.report, stage.commitment, TOLD, version=0, by=stage.focal)
    with pytest.raises(Conflict) as clash:
        actions.write_entry(stage.report, stage.commitment, TOLD | {"rationale": "Mine."}, version=0, by=stage.contributor)
    assert clash.value.theirs["rationale"] == "Begun."
    assert Entry.objects.get().rationale == "Begun."


def test_a_country_never_assesses_itself(stage: Stage) -> None:
    stage.until("published")
    with pytest.raises(ValidationError, match="never its assessor"):
        actions.take_up_assessment(stage.report, declaration="none", by=stage.own_assessor)
    assert client_of(stage.own_assessor).get(f"{stage.url}assess/").status_code == 404


def test_ratings_are_unseen_until_released(stage: Stage) -> None:
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    actions.rate(stage.report, stage.commitment, RATED, version=0, by=stage.assessor)
    for seen_by in (Client(), client_of(stage.focal), client_of(stage.secretariat)):
        assert "Not seen." not in seen_by.get(stage.url).content.decode()
        assert "not_started" not in seen_by.get(stage.url.rstrip("/") + ".json").content.decode()
    assert "Not seen." in client_of(stage.assessor).get(stage.url).content.decode()
    stage.report.refresh_from_db()
    stage.step("release", stage.assessor)
    assert "Not seen." in Client().get(stage.url).content.decode()


def test_a_reply_after_its_time_is_refused(stage: Stage) -> None:
    stage.until("rated")
    assert stage.report.reply_until
    late = clock.now().replace(year=clock.now().year + 1)
    with clock.standing_at(late), pytest.raises(Conflict):
        actions.reply(Rating.objects.get(), text="Too late.", version=1, by=stage.focal)
    with pytest.raises(actions.Unmet):
        stage.step("finish-late", stage.secretariat)
    with clock.standing_at(late):
        assert stage.step("finish-late", stage.secretariat).state == "final"


WHO_SEES = {
    "drafting": {"focal", "validator", "contributor"},
    "signed": {"focal", "validator", "contributor"},
    "submitted": {"focal", "validator", "contributor", "secretariat"},
    "published": {"focal", "validator", "contributor", "secretariat", "stranger", "assessor", "nobody"},
}


@pytest.mark.parametrize("state", WHO_SEES)
def test_who_sees_a_report_in_each_state(stage: Stage, state: str) -> None:
    stage.until(state)
    readers = {
        name: client_of(getattr(stage, name))
        for name in ("focal", "validator", "contributor", "secretariat", "stranger", "assessor")
    }
    readers["nobody"] = Client()
    for end in ("/", ".json"):
        saw = {name for name, client in readers.items() if client.get(stage.url.rstrip("/") + end).status_code == 200}
        assert saw == WHO_SEES[state]


MAY = {
    "sign": {"validator"}, "take-back": {"focal", "validator"}, "submit": {"focal"}, "return": {"secretariat"},
    "publish": {"secretariat"}, "finish": {"focal"}, "finish-late": {"secretariat"}, "release": {"assessor"},
}  # fmt: skip


@pytest.mark.parametrize("code", [step.code for step in STEPS])
def test_who_may_take_each_step(stage: Stage, code: str) -> None:
    """Every capacity at every step: the others get the same 404 as for a step that does not exist."""
    step = step_named(code)
    assert step is not None
    stage.until(step.start)
    if code == "release":
        actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    names = ("focal", "validator", "contributor", "secretariat", "stranger", "assessor", "own_assessor")
    may = {n for n in names if client_of(getattr(stage, n)).get(f"{stage.url}step/{code}/").status_code == 200}
    assert may == MAY[code]
    assert Client().get(f"{stage.url}step/{code}/").status_code == 302


WRITES = ("summary/", "tell/XAA-c1/", "rate/XAA-c1/", "reply/XAA-c1/", "assess/", "step/sign/")


def test_another_country_gets_404_for_every_write_of_a_draft(stage: Stage) -> None:
    client = client_of(stage.stranger)
    for path in WRITES:
        assert client.get(stage.url + path).status_code == 404, path
        assert client.post(stage.url + path, {"summary": "x"}).status_code == 404, path
    stage.report.refresh_from_db()
    assert stage.report.summary == ""


def test_what_is_refused_is_kept_as_typed(stage: Stage) -> None:
    client = client_of(stage.focal)
    url = f"{stage.url}tell/{stage.commitment.ref}/"
    answer = client.post(url, {"completion": "complete", "rationale": "All of it.", "evidence": "", "version": "0", "draft": "0"})
    assert answer.status_code == 422
    assert "All of it." in answer.content.decode()
    again = client.get(url).content.decode()
    assert "All of it." in again
    assert "was kept" in again
    client.post(url, {"completion": "limited", "rationale": "Part of it.", "evidence": "", "version": "0", "draft": "1"})
    assert Entry.objects.get().rationale == "Part of it."
    assert not Draft.objects.exists()


def test_two_tabs_never_overwrite_each_other(stage: Stage) -> None:
    client = client_of(stage.focal)
    url = f"{stage.url}summary/"
    client.post(url, {"summary": "First tab.", "language": "en", "version": "1"})
    clash = client.post(url, {"summary": "Second tab.", "language": "en", "version": "1"})
    html = clash.content.decode()
    assert clash.status_code == 409
    assert "First tab." in html
    assert "Second tab." in html
    stage.report.refresh_from_db()
    assert stage.report.summary == "First tab."
    client.post(url, {"summary": "Both.", "language": "en", "version": str(stage.report.version)})
    stage.report.refresh_from_db()
    assert stage.report.summary == "Both."


def test_typing_survives_a_sign_in_that_ran_out(stage: Stage) -> None:
    client = client_of(stage.focal)
    url = f"{stage.url}summary/"
    assert client.get(url).status_code == 200
    del client.cookies["sessionid"]
    answer = client.post(url, {"summary": "Typed for an hour.", "language": "en", "version": "1"})
    assert "/accounts/login/" in answer["Location"]
    client.force_login(stage.focal.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Typed for an hour." in client.get(url).content.decode()
    assert "Typed for an hour." not in client.get(url).content.decode()


def test_the_script_keeps_typing_and_tells_another_tab(stage: Stage) -> None:
    client = client_of(stage.focal)
    url = f"{stage.url}summary/"
    first = client.post(url, {"summary": "One", "keep": "1", "draft": "0"}).json()
    assert first["kept"]
    assert client.post(url, {"summary": "Two", "keep": "1", "draft": str(first["draft"])}).json()["kept"]
    assert client.post(url, {"summary": "Other tab", "keep": "1", "draft": str(first["draft"])}).status_code == 409


def test_the_gate_stands_before_every_text(stage: Stage) -> None:
    answer = client_of(stage.focal).post(
        f"{stage.url}summary/", {"summary": "Ask jo@x.example", "language": "en", "version": "1"}
    )
    assert answer.status_code == 422
    stage.report.refresh_from_db()
    assert stage.report.summary == ""


def test_joining_is_the_countrys_own_act_and_happens_once(stage: Stage) -> None:
    client = client_of(stage.stranger)
    assert client.get("/en/countries/XAB.json").json()["reports"] == []
    assert "due on 1 January 2099" in client.get("/en/cycles/c1/join/").content.decode()
    assert client.post("/en/cycles/c1/join/", {}).status_code == 302
    assert client.post("/en/cycles/c1/join/", {}).status_code == 302
    assert Report.objects.filter(area=stage.far).count() == 1
    assert client_of(stage.contributor).get("/en/cycles/c1/join/").status_code == 404


def test_not_submitted_is_told_not_left_out(stage: Stage) -> None:
    stage.cycle.due = date(2020, 2, 1)
    stage.cycle.save()
    page = Client().get("/en/cycles/c1.json").json()
    assert [p["state"] for p in page["participants"]] == ["not_submitted"]
    assert page["countries"] == 2


def test_a_revision_keeps_the_old_wording(stage: Stage) -> None:
    given = {"title": "A law", "text": "A better law will be made."}
    stage.commitment.refresh_from_db()
    actions.edit_commitment(stage.commitment, given, version=1, by=stage.focal, reason="Clearer.")
    assert Revision.objects.get().wording["text"] == "A law will be made."
    html = Client().get("/en/commitments/XAA-c1/").content.decode()
    assert "A law will be made." in html
    assert "A better law will be made." in html


def test_withdrawing_needs_a_reason_and_stays_visible(stage: Stage) -> None:
    with pytest.raises(ValueError, match="reason"):
        actions.withdraw_commitment(stage.commitment, by=stage.focal, reason=" ")
    actions.withdraw_commitment(stage.commitment, by=stage.focal, reason="No money.")
    assert "No money." in Client().get("/en/commitments/XAA-c1/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(reason="")


def test_a_draft_commitment_is_its_countrys_own(stage: Stage) -> None:
    draft = actions.draft_commitment({"title": "Secret plan", "text": "Not yet."}, by=stage.focal)
    for client in (Client(), client_of(stage.stranger), client_of(stage.secretariat)):
        assert client.get(f"/en/{draft.url}").status_code == 404
        assert "Secret plan" not in client.get("/en/commitments/?country=XAA").content.decode()
        assert client.get("/en/search.json?q=secret&country=XAA").json()["total"] == 0
    assert client_of(stage.contributor).get(f"/en/{draft.url}").status_code == 200


def test_smart_is_read_from_what_it_holds(stage: Stage) -> None:
    checks = Client().get("/en/commitments/XAA-c1.json").json()["checks"]
    assert [c["met"] for c in checks] == [False] * 5
    actions.add_milestone(stage.commitment, text="Draft law", due=date(2030, 1, 1), weight=1, by=stage.focal)
    checks = Client().get("/en/commitments/XAA-c1.json").json()["checks"]
    assert [c["letter"] for c in checks if c["met"]] == ["S"]


def test_a_report_says_by_when_it_is_due(stage: Stage) -> None:
    assert "due on 1 January 2099</span>" in client_of(stage.focal).get(f"/en/{stage.report.url}").content.decode()
    stage.cycle.due = date(2021, 1, 1)
    stage.cycle.save()
    assert "due on 1 January 2021 · Late</span>" in client_of(stage.focal).get(f"/en/{stage.report.url}").content.decode()


def test_a_page_offers_the_step_on_before_the_step_back_and_tells_whom_it_waits_for(stage: Stage) -> None:
    """Nobody is told of another's duties as of their own, nor left waiting for a capacity that nobody holds."""
    client = client_of(stage.focal)

    def todo() -> str:
        html = client.get(f"/en/reports/{stage.report.ref}/").content.decode()
        return html.partition('id="todo"')[2].partition("</section>")[0]

    assert "Nobody acts in this capacity now" not in todo()
    Capacity.objects.filter(pk=stage.validator.pk).update(state="ended")
    assert "Nobody acts in this capacity now" in todo()
    assert 'href="/en/directory/nominate/"' in todo()
    Capacity.objects.filter(pk=stage.validator.pk).update(state="active")
    stage.until("signed")
    on, back = (todo().index(f"/step/{code}/") for code in ("submit", "take-back"))
    assert on < back
    assert 'class="button plain" href="/en/reports/' in todo()[on:]
    for code, by in (("submit", stage.focal), ("publish", stage.secretariat)):
        stage.step(code, by)
    assert "What comes next" in todo()
    assert "Release the assessment" in todo()
    assert not re.search("You have declared|your rating|What you can do now", todo())
