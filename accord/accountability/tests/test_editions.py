"""An edition of the global report: who may do what in which state, two approvals, answers of countries, errata."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from accord.accountability import access, actions
from accord.accountability.edition_standing import edition_digest, wording_digest
from accord.accountability.edition_states import EDITION_STEPS, edition_step_named
from accord.accountability.models import Edition, Erratum, FactCheck, FrozenFigures, SectionText
from accord.accountability.standing import everything
from accord.kit import clock
from accord.people.models import Area, Capacity, Person, Role
from accord.record.actions import Conflict
from accord.record.actions.events import problems
from accord.record.models import Card, Event

pytestmark = pytest.mark.django_db
TEXT = '{"year": 2024}'
ENTRIES = {"XAA": "1" * 64, "XAB": "2" * 64, "XAC": "3" * 64}
WRONG = {"verdict": "not_correct", "text": "It is 12.", "source": "https://gazette.example/1"}
RIGHT = {"verdict": "correct", "text": "", "source": ""}


class Desk:
    """Three officers, three countries (two with a focal point), an author, an edition with one section."""

    def __init__(self) -> None:
        self.home, self.far, self.mute = (self._area(code) for code in ("XAA", "XAB", "XAC"))
        self.one, self.two, self.three = (self.hat("secretariat", None, f"officer-{n}") for n in range(3))
        self.focal, self.stranger = self.hat("focal_point", self.home), self.hat("focal_point", self.far)
        self.author = self.hat("peer_reviewer", self.far, "author")
        self.edition = actions.begin_edition(2024, language="en", by=self.one)
        given = {"heading": "Foreword", "chapter": "front", "place": 1}
        self.section = actions.add_section(self.edition, given, version=1, by=self.one)

    def _area(self, code: str) -> Area:
        return Area.objects.create(code=code, iso3=code, kind="demo", world="demo", names={"en": code})

    def hat(self, role: str, area: Area | None, name: str = "") -> Capacity:
        email = f"{name or role}-{area or 'none'}@demo.example"
        person = Person.objects.create_user(email, None, world="demo")
        return Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")

    def step(self, code: str, by: Capacity | None = None, **given: Any) -> Edition:
        step = edition_step_named(code)
        assert step is not None
        self.edition = actions.take_edition_step(self.edition, step, by=by or self.one, **given)
        return self.edition

    def write(self, text: str = "Four joined.", version: int = 1, by: Capacity | None = None) -> None:
        given = {"heading": "Foreword", "text": text}
        actions.write_section(self.section, "en", given, version=version, by=by or self.one)

    def check(self, code: str = "XAA") -> FactCheck:
        return FactCheck.objects.select_related("edition", "area").get(edition=self.edition, area__code=code)

    def until(self, state: str) -> Edition:
        """The shortest way to a state."""
        ways: tuple[tuple[str, Callable[[], Any]], ...] = (
            ("drafting", lambda: self.step("draft")),
            ("checking", self._send),
            ("approved", self._approve),
            ("embargoed", lambda: self.step("embargo", until=clock.now() + timedelta(hours=1))),
            ("published", self._publish),
        )
        for end, go in ways:
            if self.edition.state == state:
                break
            if end == "embargoed" and state == "published":
                continue
            go()
        return self.edition

    def _send(self) -> None:
        self.write()
        self.edition = actions.freeze_figures(self.edition, TEXT, by=self.one)
        self.step("check", days=14, entries=ENTRIES)

    def _approve(self) -> None:
        for check, by in ((self.check(), self.focal), (self.check("XAB"), self.stranger)):
            actions.answer_check(check, RIGHT, version=1, by=by)
        self.step("approve", self.one)
        self.step("approve", self.two)

    def _publish(self) -> None:
        self.step("publish")


@pytest.fixture(scope="module")
def built(one_world: None) -> Desk:
    return Desk()


@pytest.fixture
def desk(built: Desk) -> Desk:
    return deepcopy(built)


STATES = ("outline", "drafting", "checking", "approved", "embargoed", "published")


@pytest.mark.parametrize("state", STATES)
def test_each_step_is_taken_from_its_own_states_alone(desk: Desk, state: str) -> None:
    desk.until(state)
    told = {"days": 14, "reason": "So.", "until": clock.now() + timedelta(days=1), "entries": ENTRIES}
    for step in EDITION_STEPS:
        if state not in step.starts:
            with pytest.raises(Conflict):
                actions.take_edition_step(desk.edition, step, by=desk.three, **told)


@pytest.mark.parametrize("state", STATES)
def test_no_step_and_no_act_of_an_officer_is_anybody_elses(desk: Desk, state: str) -> None:
    """Every capacity but an officer's, in every state: refused by the verb and not found by the address."""
    desk.until(state)
    others = [desk.focal, desk.author, *(desk.hat(role, desk.home, f"x-{role}") for role in Role.values if role != "secretariat")]
    for by in others:
        for step in EDITION_STEPS:
            if state in step.starts:
                with pytest.raises(ValidationError):
                    actions.take_edition_step(desk.edition, step, by=by, reason="So.", days=14)
        with pytest.raises(Http404):
            access.to_edit_edition(by.person, desk.edition.ref)
        with pytest.raises(Http404):
            access.to_write_edition_section(by.person, desk.edition.ref, "s1")
        with pytest.raises((ValidationError, Conflict)):
            actions.write_section(desk.section, "en", {"heading": "x", "text": "y"}, version=1, by=by)
        with pytest.raises((ValidationError, Conflict)):
            actions.freeze_figures(desk.edition, TEXT, by=by)
        with pytest.raises((ValidationError, Conflict)):
            actions.write_erratum(desk.edition, {}, by=by)
        if state != "published":
            with pytest.raises(Http404):
                access.access_edition(by.person, desk.edition.ref)


def test_an_officer_of_the_other_world_and_a_former_one_do_nothing(desk: Desk) -> None:
    real = Person.objects.create_user("real@x.example", None)
    other = Capacity.objects.create(person=real, role="secretariat", state="active", starts_on="2020-01-01")
    Capacity.objects.filter(pk=desk.three.pk).update(state="ended")
    for by in (other, desk.three):
        with pytest.raises(ValidationError):
            desk.step("draft", by)
        with pytest.raises(Http404):
            access.access_edition(Person.objects.get(pk=by.person_id), desk.edition.ref)


def test_one_edition_of_a_year_is_under_way_and_the_next_is_numbered(desk: Desk) -> None:
    with pytest.raises(ValidationError):
        actions.begin_edition(2024, language="en", by=desk.two)
    with pytest.raises(ValidationError):
        actions.begin_edition(clock.today().year + 1, language="en", by=desk.two)
    desk.step("drop", reason="Begun in error.")
    assert actions.begin_edition(2024, language="en", by=desk.two).ref == "demo-2024-2"


def test_outline_keeps_an_order_without_gaps(desk: Desk) -> None:
    for number, heading in enumerate(("Two", "Three"), start=2):
        given = {"heading": heading, "chapter": "back", "place": 1}
        actions.add_section(desk.edition, given, version=number, by=desk.one)
    with pytest.raises(Conflict):
        actions.remove_section(desk.section, version=3, by=desk.one)
    actions.remove_section(desk.edition.sections.get(code="s2"), version=4, by=desk.one)
    assert list(desk.edition.sections.values_list("code", "place")) == [("s3", 1), ("s1", 2)]


def test_a_text_is_written_over_by_nobody_unseen(desk: Desk) -> None:
    desk.step("draft")
    desk.write("First.", version=1)
    with pytest.raises(Conflict) as clash:
        desk.write("Second.", version=1, by=desk.two)
    assert clash.value.theirs["text"] == "First."


def test_an_author_writes_the_own_section_from_the_draft_on(desk: Desk) -> None:
    actions.name_author(desk.section, email=desk.author.person.email, credit="A. Author", by=desk.one)
    with pytest.raises(Http404):
        access.to_write_edition_section(desk.author.person, desk.edition.ref, "s1")
    desk.step("draft")
    given = {"heading": "Two", "chapter": "back", "place": 2}
    other = actions.add_section(desk.edition, given, version=2, by=desk.one)
    access.to_write_edition_section(desk.author.person, desk.edition.ref, "s1")
    desk.write(by=desk.author)
    with pytest.raises(ValidationError):
        actions.write_section(other, "en", {"heading": "x", "text": "y"}, version=1, by=desk.author)
    with pytest.raises(Http404):
        access.access_edition(desk.author.person, desk.edition.ref)
    events = Event.objects.filter(card_ref="editions/demo-2024-1")
    assert "A. Author" not in str(list(events.values_list("body", flat=True)))
    with pytest.raises(ValidationError):
        actions.name_author(desk.section, email="nobody@demo.example", credit="N.", by=desk.one)


def test_entries_go_out_once_figures_are_frozen_and_all_is_written(desk: Desk) -> None:
    desk.step("draft")
    for missing in ("figures", "text"):
        with pytest.raises(actions.Unmet):
            desk.step("check", days=14, entries=ENTRIES)
        if missing == "figures":
            desk.edition = actions.freeze_figures(desk.edition, TEXT, by=desk.one)
    desk.write()
    with pytest.raises(ValidationError):
        desk.step("check", days=0, entries=ENTRIES)
    desk.step("check", days=14, entries=ENTRIES)
    assert {c.area.code: c.asked for c in desk.edition.checks.all()} == {"XAA": True, "XAB": True, "XAC": False}


def test_a_country_answers_for_itself_and_in_time(desk: Desk) -> None:
    desk.until("checking")
    for by in (desk.stranger, desk.author, desk.one, desk.hat("validator", desk.home)):
        with pytest.raises(ValidationError):
            actions.answer_check(desk.check(), RIGHT, version=1, by=by)
        if by is not desk.one:
            with pytest.raises(Http404):
                access.access_check(by.person, desk.edition.ref, "XAA")
        with pytest.raises(Http404):
            access.to_answer_check(by.person, desk.edition.ref, "XAA")
    with pytest.raises(ValidationError):
        actions.answer_check(desk.check(), WRONG | {"text": " "}, version=1, by=desk.focal)
    told = actions.answer_check(desk.check(), WRONG, version=1, by=desk.focal)
    with pytest.raises(Conflict):
        actions.answer_check(desk.check(), RIGHT, version=1, by=desk.focal)
    with clock.standing_at(clock.now() + timedelta(days=15)), pytest.raises(Conflict):
        actions.answer_check(told, RIGHT, version=2, by=desk.focal)
    assert desk.check().verdict == "not_correct"


def test_silence_blocks_nothing_but_an_objection_asks_for_an_answer(desk: Desk) -> None:
    desk.until("checking")
    actions.answer_check(desk.check(), WRONG, version=1, by=desk.focal)
    with pytest.raises(actions.Unmet):
        desk.step("approve")
    with clock.standing_at(clock.now() + timedelta(days=15)):
        with pytest.raises(actions.Unmet):
            desk.step("approve")
        inside = Capacity.objects.create(
            person=desk.two.person, role="contributor", area=desk.home, state="active", starts_on="2020-01-01"
        )
        given = {"outcome": "stands", "text": "The source says 14."}
        with pytest.raises(ValidationError):
            actions.reply_to_check(desk.check(), given, version=2, by=desk.two)
        inside.delete()
        actions.reply_to_check(desk.check(), given, version=2, by=desk.two)
        desk.step("approve")
        assert desk.step("approve", desk.three).state == "approved"


def test_two_officers_approve_the_same_text_and_one_of_them_wrote_none_of_it(desk: Desk) -> None:
    desk.until("checking")
    for check, by in ((desk.check(), desk.focal), (desk.check("XAB"), desk.stranger)):
        actions.answer_check(check, RIGHT, version=1, by=by)
    desk.write("Five joined.", version=2, by=desk.two)
    desk.step("approve", desk.one)
    for same in (desk.one, desk.two):  # the same officer; another who wrote in it, too
        with pytest.raises(ValidationError):
            desk.step("approve", same)
    desk.write("Six joined.", version=3)
    assert desk.step("approve", desk.three).state == "checking"  # the first approval was of another text
    assert desk.step("approve", desk.one).state == "approved"


def test_what_a_page_showed_is_what_is_approved(desk: Desk) -> None:
    desk.step("draft")
    shown = wording_digest(desk.edition.pk)
    desk.write()
    with pytest.raises(Conflict):
        desk.step("drop", reason="So.", shown=shown)


def test_taken_back_it_keeps_answers_and_asks_anew_where_the_entry_is_another(desk: Desk) -> None:
    desk.until("approved")
    with pytest.raises(ValidationError):
        desk.step("back", reason=" ")
    desk.step("back", reason="A figure was wrong.")
    assert not desk.edition.approvals.exists()
    desk.step("check", days=7, entries=ENTRIES | {"XAA": "9" * 64})
    assert (desk.check().verdict, desk.check("XAB").verdict) == ("", "correct")
    assert [e["verdict"] for e in desk.check().earlier] == ["correct"]


def test_an_embargo_ends_at_its_hour_and_is_published_by_itself_once(desk: Desk) -> None:
    desk.until("approved")
    with pytest.raises(ValidationError):
        desk.step("embargo", until=clock.now())
    until = datetime(2099, 1, 1, 9, tzinfo=UTC)
    desk.step("embargo", until=until)
    card = Card.objects.get(ref="editions/demo-2024-1")
    for early in (clock.now(), until - timedelta(seconds=1)):
        with clock.standing_at(early):
            assert actions.publish_due_editions() == 0
            with pytest.raises(actions.Unmet):
                desk.step("publish")
    assert card.audience.code == "officers"
    with clock.standing_at(until):
        assert [actions.publish_due_editions(), actions.publish_due_editions()] == [1, 0]
    card.refresh_from_db()
    assert (card.audience.code, card.published_at) == ("public", until)
    told = Event.objects.filter(card=card).latest("id")
    assert (told.verb, told.audience.code, told.body["after"]["digest"]) == (
        "edition_publish", "public", wording_digest(desk.edition.pk),
    )  # fmt: skip


def test_a_text_altered_behind_the_approvals_is_not_published(desk: Desk) -> None:
    """Publishing tells what stands: it would make the altered text sound."""
    desk.until("approved")
    until = clock.now() + timedelta(hours=1)
    SectionText.objects.update(text="All is well.")
    for code in ("embargo", "publish"):
        with pytest.raises(actions.Unmet, match="two officers approved"):
            desk.step(code, until=until)
    SectionText.objects.update(text="Four joined.")
    desk.step("embargo", until=until)
    SectionText.objects.update(text="All is well.")
    with clock.standing_at(until):
        assert actions.publish_due_editions() == 0
    assert [p["ref"] for p in problems()] == ["editions/demo-2024-1"]


def test_what_is_published_is_changed_by_no_verb(desk: Desk) -> None:
    desk.until("published")
    for change in (
        lambda: desk.write("Otherwise.", version=2),
        lambda: actions.freeze_figures(desk.edition, "{}", by=desk.one),
        lambda: actions.change_title(desk.edition, {"en": "x"}, version=2, by=desk.one),
        lambda: actions.remove_section(desk.section, version=2, by=desk.one),
        lambda: actions.name_author(desk.section, email="author-XAB@demo.example", credit="x", by=desk.one),
        lambda: actions.answer_check(desk.check(), WRONG, version=2, by=desk.focal),
        lambda: actions.reply_to_check(desk.check(), {"outcome": "stands", "text": "x"}, version=2, by=desk.one),
    ):
        with pytest.raises(Conflict):
            change()


def test_an_erratum_is_written_by_one_officer_and_published_by_another(desk: Desk) -> None:
    desk.until("published")
    given = {"place": "s1", "language": "en", "was": "Four", "now": "Five", "reason": "One joined late."}
    with pytest.raises(ValidationError):
        actions.write_erratum(desk.edition, given | {"was": "Seven"}, by=desk.one)
    for now, number in (("Five", 1), ("Six", 2)):
        one = actions.write_erratum(desk.edition, given | {"was": "Four" if number == 1 else "Five", "now": now}, by=desk.one)
        with pytest.raises(ValidationError):
            actions.publish_erratum(one, by=desk.one)
        assert one.number is None
        assert actions.publish_erratum(one, by=desk.two).number == number
    with pytest.raises(Conflict):
        actions.publish_erratum(one, by=desk.three)
    assert desk.section.texts.get().text == "Four joined."
    with pytest.raises(Http404):
        access.to_publish_erratum(desk.two.person, desk.edition.ref, one.pk)
    actions.take_back_erratum(one, by=desk.one)
    assert Erratum.objects.filter(number=2).exists()  # what is numbered stays


def test_the_database_holds_what_verbs_promise(desk: Desk) -> None:
    desk.until("checking")
    for rows, change in (
        (Edition.objects.all(), {"state": "published"}),
        (Edition.objects.all(), {"state": "embargoed"}),
        (FactCheck.objects.all(), {"verdict": "not_correct", "text": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_the_tables_stand_as_events_say_and_altered_figures_break_them(desk: Desk) -> None:
    desk.until("published")
    told = Event.objects.filter(card_ref="editions/demo-2024-1").latest("id").body["stands"]
    now = {s.part: s.digest for s in everything() if s.part.startswith("editions/")}
    assert told == now == {"editions/demo-2024-1": edition_digest(desk.edition.pk)}
    FrozenFigures.objects.update(packed=b"spoilt")
    assert [s.digest for s in everything() if s.part.startswith("editions/")] == [""]


def test_what_each_owes_stands_on_the_own_page(desk: Desk) -> None:
    from accord.record.owing import of_person

    def owed(who: Capacity) -> list[str]:
        return [t.duty.url.rpartition("demo-2024-1/")[2] for t in of_person(Person.objects.get(pk=who.person_id))]

    actions.name_author(desk.section, email=desk.author.person.email, credit="A.", by=desk.one)
    desk.step("draft")
    assert owed(desk.author) == ["sections/s1/en/"]
    desk._send()
    assert (owed(desk.author), owed(desk.focal), owed(desk.one)) == ([], ["checks/XAA/answer/"], [])
    actions.answer_check(desk.check(), WRONG, version=1, by=desk.focal)
    actions.answer_check(desk.check("XAB"), RIGHT, version=1, by=desk.stranger)
    assert (owed(desk.focal), owed(desk.one)) == ([], ["checks/XAA/reply/"])
    actions.reply_to_check(desk.check(), {"outcome": "stands", "text": "x"}, version=2, by=desk.one)
    desk.step("approve", desk.one)
    assert (owed(desk.one), owed(desk.two)) == ([], ["desk/"])
