"""What is owed on platforms stands on the one list of each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.kit import clock
from accord.people.models import Person, Role
from accord.record.owing import of_country, of_person
from accord.spaces.actions import consultations, invitations, members, platforms, workplan
from accord.spaces.tests.makers import Stage, again
from accord.spaces.tests.test_meetings import consent, prepared
from accord.spaces.tests.test_workplan import proposed

pytestmark = pytest.mark.django_db


def owed(who: Person) -> dict[str, Any]:
    return {asked.duty.url: asked.duty for asked in of_person(again(who)) if asked.duty.kind == "platforms"}


def test_a_country_owes_answers_and_agreements_until_it_gave_them(stage: Stage) -> None:
    found = stage.platform()
    made = proposed(stage, found)
    asked = invitations.invite(found, stage.here, text="Come.", language="en", by=stage.convener)
    paths = {f"platforms/invitations/{asked.pk}/", f"{found.url}agree/"}
    assert set(owed(stage.focal.person)) == paths
    assert {d.url for d in of_country(stage.here) if d.kind == "platforms"} == paths
    for role in (Role.VALIDATOR, Role.SECRETARIAT, Role.ORG_MEMBER):
        assert not owed(stage.hats[role].person), role
    workplan.agree_to(made, version=1, by=stage.focal)
    invitations.answer_invitation(asked, answer="no", reason="No.", language="en", version=1, by=stage.focal)
    assert owed(stage.focal.person) == {}


def test_a_convener_owes_reviews_answers_and_what_changed(stage: Stage) -> None:
    found = stage.platform("transparent", topics=[stage.law])
    members.ask_to_join(found, capacity=stage.focal, reason="We begin.")
    second = stage.draft(by=stage.other, title="Second", topics=[stage.law])
    told = {"asked_on": clock.today(), "supplements": "More.", "answer": "", "language": "en", "version": 1}
    platforms.settle_overlap(second.overlaps.get(), **told, by=stage.other)
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    made = consultations.record_consent(made, **consent(), version=1, by=forum)
    due = clock.today() + timedelta(days=30)
    consultations.publish_results(made, results="Lights.", answer_due=due, version=2, by=forum)
    mine = owed(stage.convener.person)
    assert {url.rpartition("/")[0].rpartition("/")[2] for url in mine} == {"review", "take-in", "answer", "changed"}
    assert mine[f"{made.url}changed/"].due == due
    assert not owed(stage.focal.person)


def test_who_supports_children_owes_their_consent_and_their_words(stage: Stage) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    assert set(owed(forum.person)) == {f"{made.url}consent/"}
    made = consultations.record_consent(made, **consent(), version=1, by=forum)
    assert set(owed(forum.person)) == {f"{made.url}results/"}
    due = clock.today() + timedelta(days=30)
    consultations.publish_results(made, results="Lights.", answer_due=due, version=2, by=forum)
    assert not owed(forum.person)


def test_nothing_more_is_owed_where_too_few_took_part(stage: Stage) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    consultations.record_consent(made, **consent(took_part=4), version=1, by=forum)
    assert not owed(forum.person)


def test_nothing_of_a_restricted_platform_is_told_in_a_letter_or_to_others(stage: Stage) -> None:
    closed = stage.platform("restricted", title="Quiet heron")
    asked = invitations.invite(closed, stage.here, text="Come.", language="en", by=stage.convener)
    duty = owed(stage.focal.person)[f"platforms/invitations/{asked.pk}/"]
    assert "heron" not in str(duty.about)
    assert duty.card == closed.card_ref


def test_queries_do_not_grow(stage: Stage, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        found = stage.platform(title=f"P{number}", topics=[stage.law] if number % 2 else [stage.trafficking])
        proposed(stage, found)
        invitations.invite(found, stage.here, text="Come.", language="en", by=stage.convener)
    from accord.record.owing import given, scope_of
    from accord.spaces.owed import duties

    for hat, most in ((stage.focal, 4), (stage.convener, 6)):
        scope = scope_of([hat], "demo")
        with django_assert_max_num_queries(most):
            assert given([duties], scope)


def test_who_asks_again_is_told_from_memory_until_something_is_written(stage: Stage) -> None:
    found = stage.platform()
    made = proposed(stage, found)
    reader = again(stage.focal.person)

    def asked() -> tuple[int, set[str]]:
        with CaptureQueriesContext(connection) as queries:
            told = {one.duty.url for one in of_person(reader)}
        return len(queries), told

    first, second = asked(), asked()
    assert first[1] == second[1] >= {f"{found.url}agree/"}
    assert second[0] <= 5 < first[0]
    workplan.agree_to(made, version=1, by=stage.focal)
    assert f"{found.url}agree/" not in asked()[1]
