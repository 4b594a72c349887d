"""What someone who writes into the database can do, and what `accord verify` says of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accord.people.models import Area, Capacity, Person
from accord.record import actions
from accord.record.actions.events import problems
from accord.record.lines import leaf_of
from accord.record.log import tiles
from accord.record.models import Audience, Card, Checkpoint, Event, LogTile, SealedCount
from accord.record.tests.test_record import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal() -> list[Event]:
    about = card("told")
    card("other")
    for number in range(4):
        actions.append("noted", about, after={"number": number})
    actions.seal()
    return list(Event.objects.order_by("position"))


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = on")  # as whoever holds the file can
        cursor.execute(text)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = off")


def at(what: str) -> set[int]:
    return {p["position"] for p in problems() if p["what"] == what}


def test_who_may_see_an_event_cannot_change_unseen(journal: list[Event]) -> None:
    Event.objects.filter(position=2).update(audience=Audience.objects.create(code="members"))
    assert at("altered") == {2}


def test_no_act_is_taken_off_the_timelines_unseen(journal: list[Event]) -> None:
    sql("UPDATE record_event SET quiet = true WHERE position = 2")
    assert problems() == [{"position": 2, "ref": "told", "what": "altered"}]
    with pytest.raises(ValueError, match="no quiet verb"):
        actions.append("noted", Card.objects.get(ref="told"), quiet=True)


def test_an_audience_is_not_renamed_unseen(journal: list[Event]) -> None:
    Audience.objects.filter(code="public").update(code="officers")
    assert at("altered") == {1, 2, 3, 4}


def test_an_event_stays_with_its_card(journal: list[Event]) -> None:
    Event.objects.filter(position=2).update(card=Card.objects.get(ref="other"))
    Event.objects.filter(position=3).update(card=None)
    assert at("altered") == {2, 3}


def test_the_hour_is_fixed(journal: list[Event]) -> None:
    Event.objects.filter(position=2).update(hour="2020-01-01T00:00:00Z")
    assert at("altered") == {2}


def test_an_erased_body_needs_the_event_that_erased_it(journal: list[Event]) -> None:
    empty = {"redacted": True, "body": None, "salt": "", "verb": "", "card": None, "card_ref": ""}
    Event.objects.filter(position=2).update(**empty)
    assert at("altered") == {2}


def test_an_erasing_that_is_erased_is_still_told(journal: list[Event]) -> None:
    home = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo")
    by = Capacity.objects.create(person=Person.objects.create_user("a@demo.example"), role="member", area=home)
    actions.redact(journal[1], by=by, ground="a name")
    actions.redact(Event.objects.get(verb="redacted"), by=by, ground="a name again")
    actions.seal()
    assert problems() == []


def test_positions_are_not_swapped(journal: list[Event]) -> None:
    for old, new in ((2, 90), (3, 2), (90, 3)):
        Event.objects.filter(position=old).update(position=new)
    assert at("altered") == {2, 3}


def test_the_last_line_is_not_cut_off_by_lowering_the_count(journal: list[Event]) -> None:
    Event.objects.filter(position=4).delete()
    SealedCount.objects.update(count=3)
    assert problems() == [{"position": 4, "ref": "", "what": "removed"}]
    actions.append("noted", card("told"))
    assert actions.seal() == 0  # nothing is sealed over it
    assert at("removed") == {4}
    with pytest.raises(CommandError):
        call_command("seal", stdout=StringIO())


def test_a_log_made_anew_without_the_key_is_found(journal: list[Event]) -> None:
    Event.objects.filter(position__gte=3).delete()
    LogTile.objects.all().delete()
    Checkpoint.objects.all().delete()
    tiles.extend(0, [leaf_of(e.position, f"{e.hour:%Y-%m-%dT%H}:00:00Z", e.digest) for e in journal[:2]])
    SealedCount.objects.update(count=2, root=tiles.root(2).hex())
    assert problems() == [{"position": 3, "ref": "", "what": "removed"}]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_line_this_site_did_not_write_is_found_and_never_sealed(journal: list[Event], sealed: bool) -> None:
    real = actions.append("noted", card("told"))
    forged = Event.objects.get(pk=real.pk)
    forged.pk, forged.mac = None, forged.mac if sealed else "0" * 64
    forged.save(force_insert=True)
    assert [p["what"] for p in problems()] == ["added"]
    actions.seal()
    assert Event.objects.filter(position__isnull=True).get().pk == forged.pk
    assert [p["what"] for p in problems()] == ["added"]


SQLITE_TAKES_ALL = pytest.mark.skipif(connection.vendor != "sqlite", reason="another engine refuses such a value itself")
UNREADABLE = [
    "body = '[1]'", "salt = 'zz'", "body = '{\"n\": 18446744073709551617}'", "verb = ''", "digest = ''",
    pytest.param("at = 'zz'", marks=SQLITE_TAKES_ALL), pytest.param("hour = 'zz'", marks=SQLITE_TAKES_ALL),
    pytest.param("body = '{'", marks=SQLITE_TAKES_ALL), pytest.param("position = 'zz'", marks=SQLITE_TAKES_ALL),
    pytest.param("position = 1e30", marks=SQLITE_TAKES_ALL),
]  # fmt: skip


@pytest.mark.parametrize("change", UNREADABLE)
def test_what_cannot_be_read_is_told_and_stops_nothing(journal: list[Event], change: str) -> None:
    sql(f"UPDATE record_event SET {change} WHERE position = 2")
    told = problems()
    assert "altered" in {p["what"] for p in told}
    assert {p["position"] for p in told} <= {0, 2}
    assert all(set(p) == {"position", "ref", "what"} for p in told)


def test_deep_nesting_is_told(journal: list[Event]) -> None:
    deep = "[" * 900 + "]" * 900
    sql(f"UPDATE record_event SET body = '{deep}' WHERE position = 2")
    assert at("altered") == {2}


def test_a_far_position_is_told_in_a_range(journal: list[Event]) -> None:
    Event.objects.filter(position=4).update(position=4_000_000_000)
    assert problems() == [
        {"position": 4, "ref": "", "what": "removed"}, {"position": 4_000_000_000, "ref": "", "what": "added"},
    ]  # fmt: skip
    SealedCount.objects.update(count=4_000_000_000)
    assert {"position": 4, "ref": "4–3999999999", "what": "removed"} in problems()


def test_lines_of_the_first_body_version_still_hold(journal: list[Event]) -> None:
    from accord.calc.canonical import digest
    from accord.record.lines import line_words, sign

    event = actions.append("noted", card("told"))
    old = {k: v for k, v in event.body.items() if k not in ("v", "hour", "audience")}
    fixed = digest(event.salt, old)
    mac = sign(line_words(None, event.body["hour"], fixed))
    Event.objects.filter(pk=event.pk).update(body=old, digest=fixed, mac=mac)
    actions.seal()
    assert problems() == []


def test_an_old_clearing_spoke_for_as_many_lines_as_it_told(journal: list[Event]) -> None:
    """Before digests were told, `world_removed` held a number alone."""
    empty = {"redacted": True, "body": None, "salt": "", "verb": "", "card": None, "card_ref": ""}
    Event.objects.filter(position=2).update(**empty)
    actions.append("world_removed", None, after={"world": "demo", "events": 1})
    assert problems() == []
    Event.objects.filter(position=3).update(**empty)
    assert at("altered") == {3}


def test_an_older_key_still_counts(journal: list[Event], settings: object) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"  # type: ignore[attr-defined]
    assert problems() == []
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert at("altered") == {1, 2, 3, 4}


def test_counts_do_not_grow_with_the_journal(journal: list[Event], django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(33):  # type: ignore[operator]  # one for each kind of thing that is held against it
        assert problems() == []
