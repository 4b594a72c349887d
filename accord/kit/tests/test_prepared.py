"""Statements of hot paths: each engine tells the same, and what waits on PostgreSQL is there for whoever reads."""

from contextlib import closing
from typing import Any

import pytest
from django.db import DataError, IntegrityError, NotSupportedError, connection, transaction

from accord.kit import prepared
from accord.record.models import Mark, SealedCount, Topic

TOPIC = f"INSERT INTO {Topic._meta.db_table} (code, scheme, names, source, position) VALUES (%s, %s, %s, %s, %s)"
ROW = f"INSERT INTO {SealedCount._meta.db_table} (mac, root, count) VALUES ('', %s, %s)"  # a table without keys of its own
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite gets each at once")


def made() -> list[tuple[str, int]]:
    return sorted(SealedCount.objects.filter(root__startswith="made up").values_list("root", "count"))


@transaction.atomic
def told_in_vain(n: int) -> None:
    prepared.later(ROW, ["made up", n])
    raise ZeroDivisionError


@transaction.atomic
def told(n: int, code: str) -> None:
    prepared.later(ROW, ["made up", n])
    prepared.later(TOPIC, [code, "s", "{}", "", 1])


@pytest.mark.django_db
def test_numbers_of_any_size_texts_and_nothing() -> None:
    for number in (0, -7, 300, 70_000, 2**40, None):
        found = prepared.rows("SELECT coalesce(%s, 5) + 1, '%%'", [number])
        assert [tuple(row) for row in found] == [((5 if number is None else number) + 1, "%")]
    assert [tuple(row) for row in prepared.rows(f"{ROW} RETURNING count", ["made up: a \u0645'\"\\", 2**40])] == [(2**40,)]
    assert made() == [("made up: a \u0645'\"\\", 2**40)]


@postgresql
@pytest.mark.django_db
def test_one_plan_serves_numbers_of_each_size() -> None:
    for number in (1, 300, 70_000, 2**40):
        prepared.run(ROW, ["made up", number])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"{ROW.partition('VALUES')[0]}%"])
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_who_reads_finds_what_was_told_before() -> None:
    with transaction.atomic():
        prepared.later(ROW, ["made up", 1])
        prepared.later(ROW, ["made up", 2])
        prepared.later(f"UPDATE {SealedCount._meta.db_table} SET count = count + %s WHERE root = %s", [10, "made up"])
        assert made() == [("made up", 11), ("made up", 12)]
        prepared.later(f"DELETE FROM {SealedCount._meta.db_table} WHERE root = %s", ["made up"])
        prepared.later(ROW, ["made up too", 3])
    assert made() == [("made up too", 3)]


@postgresql
@pytest.mark.django_db
def test_those_that_wait_go_as_one() -> None:
    went: list[tuple[int, int, int]] = []

    class Beneath:
        def execute(self, sql: str, params: list[object]) -> None:
            went.append((sql.count("INSERT"), sql.count("DELETE"), len(params)))
            beneath.execute(sql, params)

    with transaction.atomic():
        beneath = prepared._held(connection, "beneath")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(prepared, "_held", lambda db, name: Beneath() if name == "beneath" else beneath)
            prepared.later(ROW, ["made up", 1])
            prepared.later(f"DELETE FROM {Topic._meta.db_table} WHERE code = %s", ["nothing"])
            assert went == []
            assert made() == [("made up", 1)]
    assert went == [(1, 1, 3)]


@pytest.mark.django_db
def test_what_is_undone_in_part_takes_its_own_along() -> None:
    with transaction.atomic():
        prepared.later(ROW, ["made up", 1])
        with pytest.raises(ZeroDivisionError):
            told_in_vain(2)
        prepared.later(ROW, ["made up", 3])
    assert made() == [("made up", 1), ("made up", 3)]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_written_undoes_all() -> None:
    told(1, "x")
    with pytest.raises(IntegrityError):
        told(2, "x")
    with pytest.raises(ZeroDivisionError):
        told_in_vain(2)
    prepared.later(ROW, ["made up", 3])  # outside of any: at once
    assert made() == [("made up", 1), ("made up", 3)]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_knows_nothing_of_the_old_one() -> None:
    if connection.vendor == "postgresql":  # in memory SQLite ends with its connection
        prepared.run(ROW, ["made up", 1])
        connection.close()
    prepared.run(ROW, ["made up", 2])
    assert ("made up", 2) in made()


@postgresql
@pytest.mark.django_db
def test_what_goes_together_happens_in_the_order_in_which_it_came() -> None:
    """Else two who write the same rows could wait for each other for ever."""
    prepared.run("CREATE TEMPORARY SEQUENCE turn", [])
    turns = f"{ROW.partition('VALUES')[0]} VALUES ('', %s, nextval('turn'))"
    with transaction.atomic():
        prepared.later(turns, ["made up"])
        prepared.later(TOPIC.replace("%s)", "nextval('turn'))"), ["x", "s", "{}", ""])
        prepared.later(f"INSERT INTO {Mark._meta.db_table} (key, value) VALUES (%s, nextval('turn'))", ["made up"])
    turn = Topic.objects.get(code="x").position
    assert (made(), turn, Mark.objects.get(key="made up").value) == ([("made up", 1)], 2, "3")


@postgresql
@pytest.mark.django_db(transaction=True)
def test_a_column_of_another_type_ends_the_connection_with_the_request() -> None:
    asked, other = "SELECT v FROM made_up WHERE v::text <> %s", connection.copy()
    prepared.run("CREATE TABLE made_up (v int)", [])
    try:
        assert prepared.rows(asked, ["x"]) == []
        with closing(other), other.cursor() as cursor:
            cursor.execute("ALTER TABLE made_up ALTER v TYPE text")
        with pytest.raises(NotSupportedError):
            prepared.rows(asked, ["x"])
        connection.close_if_unusable_or_obsolete()
        assert prepared.rows(asked, ["x"]) == []
    finally:
        prepared.run("DROP TABLE made_up", [])


@postgresql
@pytest.mark.django_db(transaction=True)
def test_signs_that_are_none_undo_all() -> None:
    with pytest.raises(DataError):
        told(4, "\ud800")
    assert made() == []
    told(5, "x")
    assert made() == [("made up", 5)]


@postgresql
@pytest.mark.django_db
def test_of_other_statements_no_text_is_kept() -> None:
    before = len(connection.connection._prepared._counts)
    for number in range(5):
        list(SealedCount.objects.filter(root=f"made up {number}"))
    assert len(connection.connection._prepared._counts) == before


@pytest.mark.django_db(transaction=True)
def test_who_writes_first_in_a_process_keeps_what_was_written() -> None:
    """Whether the table of stamps stands there is asked without a transaction that could end the writer's."""
    from accord.record.cached import stamps as kept

    vars(connection.features).pop("supports_json_field", None)
    kept._ready.clear()
    row = SealedCount.objects.create(root="made up", count=4)
    assert SealedCount.objects.filter(pk=row.pk).exists()
    assert connection.features.supports_json_field
    assert kept._ready


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_was_broken_off_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared.run(ROW, ["made up", 1])
    held = prepared._held(connection, "asked")

    def break_off(execute: Any, *given: Any) -> None:
        execute(*given)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), connection.execute_wrapper(break_off):
        prepared.rows(f"UPDATE {SealedCount._meta.db_table} SET count = 2 WHERE root = %s RETURNING count", ["made up"])
    assert prepared._held(connection, "asked") is not held
    with transaction.atomic():
        prepared.run(ROW, ["made up", 3])
    assert ("made up", 3) in made()
