"""A round of peer reviews: opted into, its list closed before the number is public, drawn by lot, run again by anybody."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability import actions
from accord.accountability.models import PeerAssignment, PeerReview, PeerRound, Recommendation
from accord.accountability.reads.peer_days import groups_of, held_by_others, members_of, pool_of, rules_of
from accord.accountability.tests.peer_stage import CODES, GIVEN, NUMBERS, Peers, at
from accord.calc import lots
from accord.people.models import Area
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(one_world: None) -> Peers:
    return Peers()


def test_a_country_joins_by_its_own_act_and_may_leave_until_the_list_closes(stage: Peers) -> None:
    stage.join("XAA", "XAB")
    stage.join("XAA")
    assert PeerReview.objects.count() == 2
    with at(date(2027, 1, 20)):
        assert actions.leave_round(stage.review("XAB"), by=stage.focal_of("XAB")).state == "left"
        assert actions.join_round(stage.round, by=stage.focal_of("XAB")).state == "joined"
        actions.leave_round(stage.review("XAB"), by=stage.focal_of("XAB"))
        with pytest.raises(Conflict):
            actions.leave_round(stage.review("XAA"), by=stage.focal_of("XAB"))
    assert [one["code"] for one in stage.close().pool] == ["XAA"]
    with pytest.raises(ValidationError, match="no members"), at(date(2027, 2, 1)):
        actions.join_round(stage.round, by=stage.focal_of("XAC"))
    with pytest.raises(Conflict):
        actions.leave_round(stage.review("XAA"), by=stage.focal_of("XAA"))


@pytest.mark.parametrize("role", ["validator", "contributor", "peer_reviewer", "secretariat"])
def test_nobody_else_joins_for_a_country(stage: Peers, role: str) -> None:
    by = stage.people["peer_reviewer XAA"] if role == "peer_reviewer" else getattr(stage, role)
    with pytest.raises(ValidationError), at(date(2027, 1, 10)):
        actions.join_round(stage.round, by=by)


def test_the_list_is_published_before_the_number_and_the_draw_comes_after(stage: Peers) -> None:
    stage.join()
    for day, words in ((date(2027, 1, 31), "still join"), (date(2027, 2, 10), "public already")):
        with pytest.raises(ValidationError, match=words), at(day):
            actions.close_list(stage.round, by=stage.secretariat)
    with pytest.raises(Conflict), at(date(2027, 2, 10)):
        actions.draw_round(stage.round, numbers=NUMBERS, by=stage.secretariat)
    closed = stage.close()
    told = Event.objects.get(verb="peer_list_closed")
    assert told.body["after"] == {"pool": closed.pool, "digest": closed.pool_digest}
    assert told.audience.code == "public"
    with pytest.raises(ValidationError, match="not public yet"), at(date(2027, 2, 9)):
        actions.draw_round(stage.round, numbers=NUMBERS, by=stage.secretariat)


def test_the_draw_follows_from_what_is_published(stage: Peers) -> None:
    stage.join()
    closed = stage.close()
    drawn = stage.draw()
    again = lots.draw(members_of(closed.pool), rules_of(closed), lots.key_of(NUMBERS))
    assert drawn.teams == {code: list(team) for code, team in again.items()}
    assert lots.broken(members_of(drawn.pool), rules_of(drawn), drawn.teams) == []
    for code in CODES:
        assert [one.area.code for one in stage.team(code)] == drawn.teams[code]
    assert {r.state for r in PeerReview.objects.all()} == {"scheduled"}
    assert {a.respond_by for a in PeerAssignment.objects.all()} == {date(2027, 3, 3)}


def test_a_round_has_its_days_in_order_and_a_number_to_come(stage: Peers) -> None:
    for wrong in ({"number_on": date(2027, 1, 31)}, {"begins": date(2027, 2, 1)}, {"ends": date(2027, 2, 20)}):
        with pytest.raises(ValidationError, match="mend the days"):
            stage.open("r2", **wrong)
    with pytest.raises(ValidationError, match="to come"), at(date(2027, 3, 1)):
        actions.open_round("r2", GIVEN, by=stage.secretariat, world="demo")
    with pytest.raises(ValidationError, match="officer"):
        actions.open_round("r2", GIVEN, by=stage.focal, world="demo")
    with pytest.raises(ValidationError, match="officer"):
        actions.open_round("r2", GIVEN, by=stage.secretariat, world="real")


def test_a_moved_round_has_an_open_list_and_another_number(stage: Peers) -> None:
    stage.join()
    stage.close()
    later = {"joins_until": date(2027, 2, 20), "number_on": date(2027, 2, 25)}
    with at(date(2027, 2, 12)):
        with pytest.raises(ValidationError, match="Say why"):
            actions.move_round(stage.round, later, reason="", by=stage.secretariat)
        with pytest.raises(ValidationError, match="to come"):
            actions.move_round(stage.round, {"number_on": date(2027, 2, 11)}, reason="x", by=stage.secretariat)
        stage.round = actions.move_round(stage.round, later, reason="The source closed.", by=stage.secretariat)
    assert (stage.round.state, stage.round.pool, stage.round.closed_on) == ("joining", [], None)


def test_an_impossible_draw_names_the_rule_and_may_give_it_up_with_a_reason(stage: Peers) -> None:
    """Of four countries in two regions: each has one other of its own region, so no team of two is of two regions without
    a mutual pair."""
    PeerRound.objects.filter(pk=stage.round.pk).update(groups={c: {"region": "N", "income": ""} for c in CODES})
    stage.join()
    stage.close()
    with pytest.raises(ValidationError, match="of one region"):
        stage.draw()
    with pytest.raises(ValidationError, match="of one region"):
        stage.draw(given_up=["region"])  # without a reason
    drawn = stage.draw(given_up=["region"], reason="All who joined are of one region.")
    assert (drawn.apart, drawn.given_up) == (["region", "income"], ["region"])
    assert lots.broken(members_of(drawn.pool), rules_of(drawn), drawn.teams) == []


def test_turns_may_be_given_up_where_a_small_round_cannot_keep_them(stage: Peers) -> None:
    """One that has done no review of three owes two now, and cannot without a mutual pair; worked by hand."""
    PeerRound.objects.update(team=1, apart=[])
    stage.join("XAA", "XAB", "XAC")
    stage.close()
    pool = [one | {"served": 0 if one["code"] == "XAA" else 2} for one in stage.round.pool]
    PeerRound.objects.update(pool=pool)
    with pytest.raises(ValidationError, match="once more"):
        stage.draw()
    drawn = stage.draw(given_up=["rotation"], reason="Three countries joined.")
    assert sorted(code for team in drawn.teams.values() for code in team) == ["XAA", "XAB", "XAC"]
    assert lots.broken(members_of(drawn.pool), rules_of(drawn), drawn.teams) == []


def test_no_rule_is_given_up_without_need_and_no_number_is_nothing(stage: Peers) -> None:
    stage.join()
    stage.close()
    with pytest.raises(ValidationError, match="none may be given up"):
        stage.draw(given_up=["region"], reason="Simpler.")
    with pytest.raises(ValidationError, match="as its source"):
        stage.draw(numbers="…")
    assert PeerRound.objects.get(pk=stage.round.pk).state == "closed"


def test_too_few_are_told(stage: Peers) -> None:
    stage.join("XAA", "XAC")
    stage.close()
    with pytest.raises(ValidationError, match="too few"):
        stage.draw()


def test_a_mistyped_number_is_corrected_while_nobody_has_answered(stage: Peers) -> None:
    stage.join()
    stage.close()
    first = stage.draw("7").teams
    with pytest.raises(ValidationError, match="with a reason"):
        stage.draw()
    second = stage.draw(reason="A digit was missing.")
    assert second.teams != first
    assert [one["numbers"] for one in second.earlier] == ["7"]
    assert PeerAssignment.objects.count() == 12
    actions.accept_review(stage.team()[0], declaration="none", by=stage.reviewer(stage.team()[0]))
    with pytest.raises(ValidationError, match="nobody has accepted"):
        stage.draw("8", reason="Again.")


def test_who_declines_is_replaced_by_lot_from_the_same_number(stage: Peers) -> None:
    PeerRound.objects.update(apart=[])  # six leave few to stand in
    stage.drawn()
    out, other = stage.team()
    with at(date(2027, 2, 15)):
        actions.decline_review(out, reason="No staff.", by=stage.reviewer(out))
        made = actions.replace_reviewer(out, by=stage.secretariat)
    told = Event.objects.get(verb="peer_reviewer_replaced").body["after"]
    pool, rules = members_of(stage.round.pool), rules_of(stage.round)
    again = lots.stand_in(
        pool, rules, told["teams"], "XAA", out.area.code, [out.area.code, other.area.code], lots.key_of(NUMBERS)
    )
    assert made.area.code == again == told["in"]
    assert {a.area.code for a in stage.team()} == {other.area.code, again}
    with pytest.raises(Conflict):
        actions.replace_reviewer(out, by=stage.secretariat)


def test_two_stand_ins_drawn_at_once_wait_for_each_other(stage: Peers) -> None:
    """On PostgreSQL: each would else see the teams without the other, and be drawn for it."""
    PeerRound.objects.update(apart=[])
    stage.drawn()
    out = stage.team()[0]
    actions.decline_review(out, reason="No staff.", by=stage.reviewer(out))
    with CaptureQueriesContext(connection) as asked:
        actions.replace_reviewer(out, by=stage.secretariat)
    first = next(q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT"))
    assert first.split(' FROM "')[1].startswith(PeerRound._meta.db_table + '"')
    assert "FOR UPDATE" in first or connection.vendor == "sqlite"


def test_who_does_not_answer_in_time_is_overdue_and_may_be_replaced(stage: Peers) -> None:
    PeerRound.objects.update(apart=[])  # six leave few to stand in
    stage.drawn()
    late = stage.team()[0]
    with at(date(2027, 3, 3)):
        assert not late.is_overdue()
        with pytest.raises(Conflict):
            actions.replace_reviewer(late, by=stage.secretariat)
    with at(date(2027, 3, 4)):
        assert late.is_overdue()
        actions.replace_reviewer(late, by=stage.secretariat)
    late.refresh_from_db()
    assert late.state == "replaced"
    assert len(stage.team()) == 2


def test_within_twelve_months_of_another_bodys_review_a_country_reviews_and_is_not_reviewed(stage: Peers) -> None:
    stage.join()
    given = {"body": "upr", "held_on": "2027", "document": "https://un.example/1"}
    actions.enter_body_review(stage.home, given, by=stage.secretariat)
    closed = stage.close()
    one = closed.pool[0]
    assert (one["code"], one["reviewed"], one["held"][0]["on"]) == ("XAA", False, "2027")
    drawn = stage.draw()
    assert "XAA" not in drawn.teams
    assert any("XAA" in team for team in drawn.teams.values())
    assert stage.review().state == "aside"
    assert stage.review().reason.endswith("UPR 2027")
    told = Client().get(f"/fr/{stage.review().url}").content.decode()
    assert "À moins de 12 mois de l’examen par un autre organe" in told
    assert "Within 12 months" not in told


def test_days_of_other_bodies_come_from_records_and_from_officers(stage: Peers) -> None:
    common = {"area": stage.home, "text": "x", "response": "noted", "source": "s"}
    Recommendation.objects.create(ref="a", key="a", body="upr", session=41, **common)
    Recommendation.objects.create(ref="b", key="b", body="upr", session=41, **common)
    Recommendation.objects.create(ref="c", key="c", body="crc", given_on="2024-05", **common)
    Recommendation.objects.create(ref="d", key="d", body="cedaw", given_on="2027-05", **common)
    made = actions.enter_body_review(
        stage.home, {"body": "crc", "held_on": "2029-01-20", "document": "https://un.example/"}, by=stage.secretariat
    )
    found = held_by_others([stage.home])[stage.home.pk]
    assert [(one.body, one.told, one.number) for one in found] == [
        ("crc", "2029-01-20", made.pk), ("crc", "2024-05", None), ("upr", "2022", None),
    ]  # fmt: skip
    assert (found[1].first, found[1].last) == (date(2024, 5, 1), date(2024, 5, 31))
    actions.take_back_body_review(made, reason="Another country.", by=stage.secretariat)
    assert len(held_by_others([stage.home])[stage.home.pk]) == 2
    with pytest.raises(ValidationError, match="a year, a month or a day"):
        actions.enter_body_review(stage.home, {"body": "crc", "held_on": "soon", "document": "x"}, by=stage.secretariat)


def test_an_absence_of_the_whole_round_takes_a_country_out_of_the_lot(stage: Peers) -> None:
    stage.join()
    by = stage.focal_of("XAB")
    part = actions.declare_absence(stage.far, first=date(2027, 3, 1), last=date(2027, 12, 30), by=by)
    assert all(one["reviews"] for one in pool_of(stage.round))
    actions.end_absence(part, by=by)
    actions.declare_absence(stage.far, first=date(2027, 2, 1), last=date(2028, 1, 1), by=by)
    assert [one["code"] for one in pool_of(stage.round) if not one["reviews"]] == ["XAB"]
    with pytest.raises(ValidationError, match="focal point"):
        actions.declare_absence(stage.far, first=date(2027, 2, 1), last=date(2028, 1, 1), by=stage.focal)


def test_rotation_counts_earlier_rounds_and_lets_newcomers_begin_level(stage: Peers) -> None:
    PeerRound.objects.update(apart=[])
    stage.join(*CODES[:5])
    stage.close()
    stage.draw()
    later = {name: GIVEN[name].replace(year=2028) for name in ("opens", "joins_until", "number_on", "begins", "ends")}
    stage.round = stage.open("r2", **later)
    with at(date(2028, 1, 5)):
        for code in CODES:
            actions.join_round(stage.round, by=stage.focal_of(code))
        assert {one["code"]: one["served"] for one in pool_of(stage.round)} == dict.fromkeys(CODES, 2)


def test_groups_of_real_countries_are_the_widest_region_and_the_income_group() -> None:
    world = Area.objects.create(code="001", kind="region", names={"en": "World"})
    africa = Area.objects.create(code="002", kind="region", names={"en": "Africa"}, parent=world)
    east = Area.objects.create(code="014", kind="region", names={"en": "Eastern Africa"}, parent=africa)
    kenya = Area.objects.create(code="KEN", iso3="KEN", kind="member_state", names={"en": "Kenya"}, parent=east)
    land = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    assert groups_of([kenya, land]) == {"KEN": {"region": "002", "income": "LMC"}, "XKA": {"region": "", "income": ""}}


def test_what_stands_is_held_against_the_journal(stage: Peers) -> None:
    from accord.record.actions import seal
    from accord.record.actions.events import problems

    stage.drawn()
    actions.declare_absence(stage.far, first=date(2027, 2, 1), last=date(2028, 1, 1), by=stage.focal_of("XAB"))
    seal()
    assert problems() == []
    changes: list[tuple[Any, dict[str, Any], str]] = [
        (PeerRound.objects.filter(slug="r1"), {"numbers": "8"}, "peer-rounds/r1"),
        (PeerReview.objects.filter(area=stage.home), {"state": "final"}, "peer-reviews/XAA-r1"),
        (PeerAssignment.objects.filter(review__area=stage.far), {"respond_by": date(2030, 1, 1)}, "peer-reviews/XAB-r1"),
        (stage.far.peer_absences.all(), {"last": date(2029, 1, 1)}, "peer-days/XAB"),
    ]
    for rows, change, _ref in changes:
        rows.update(**change)
    assert {p["ref"] for p in problems()} == {ref for _rows, _change, ref in changes}
