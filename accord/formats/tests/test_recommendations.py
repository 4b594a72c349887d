"""Recommendations and pledges in the columns of UPR Info."""

import pytest

from accord.formats.pledges import read_pledges
from accord.formats.recommendations import read_recommendations
from accord.formats.review_columns import decode_entities

HEADER = "To,To-Rgrp,Text,From,Response,Action,Issue,Session\n"


def _file(*rows: str) -> bytes:
    return (HEADER + "".join(r + "\n" for r in rows)).encode()


def test_a_recommendation_is_read_whole() -> None:
    found = read_recommendations(_file('Aland,Asia,"Ban it, soon.",Beland,Accepted,5,"Rights of the Child,Justice",7'))
    one = found.rows[0]
    assert (one.to, one.recommending, one.text, one.session, one.action) == ("Aland", ("Beland",), "Ban it, soon.", 7, 5)
    assert (one.response, one.response_word, one.issues) == ("supported", "Accepted", ("Rights of the Child", "Justice"))
    assert (one.further, found.read, found.refused) == ({"To-Rgrp": "Asia"}, 1, [])


@pytest.mark.parametrize(
    ("word", "code"),
    [("Accepted", "supported"), ("supported", "supported"), ("Accepted in part", "supported_in_part"), ("Noted", "noted"),
     ("Rejected", "not_supported"), ("Pending", "pending"), ("No Response", "unclear"), ("General response", "unclear")],
)  # fmt: skip
def test_the_sources_word_becomes_our_code_and_is_kept(word: str, code: str) -> None:
    one = read_recommendations(_file(f"Aland,,Ban it.,Beland,{word},,,1")).rows[0]
    assert (one.response, one.response_word, one.action, one.issues) == (code, word, None, ())


@pytest.mark.parametrize(
    ("written", "read"),
    [("&#40;Unknown&#41;", "(Unknown)"), ("&amp;#40;Unknown&amp;#41;", "(Unknown)"),
     ("Trinidad &amp; Tobago", "Trinidad & Tobago"),
     ("R&D", "R&D"), ("&copy that", "&copy that"), ("C&ocirc;te d&#x27;Ivoire", "Côte d'Ivoire"), ("a&nbsp;b", "a b"),
     ("&bogus;", "&bogus;")],
)  # fmt: skip
def test_entities_are_decoded_and_nothing_else(written: str, read: str) -> None:
    assert decode_entities(written) == read


def test_an_entity_hides_nothing() -> None:
    assert decode_entities("safe&#8238;txt&#x200b;.") == "safetxt."


def test_several_recommending_states_are_parted_but_not_at_a_comma() -> None:
    rows = read_recommendations(
        _file('Aland,,Ban it.,"Beland; Celand",Noted,,,1', 'Aland,,Ban it.,"Korea, Republic of",Noted,,,1')
    ).rows
    assert [r.recommending for r in rows] == [("Beland", "Celand"), ("Korea, Republic of",)]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [("Aland,,Ban it.,Beland,Maybe,5,,1", "response", "“Maybe” is not a response"),
     ("Aland,,Ban it.,Beland,Noted,5,,soon", "session", "“soon” is not a session"),
     ("Aland,,Ban it.,Beland,Noted,9,,1", "action", "“9” is not an action category"),
     ("Aland,,,Beland,Noted,5,,1", "text", "“text” is empty"),
     (",,Ban it.,Beland,Noted,5,,1", "to", "Expected the State under review"),
     ("Aland,,Ban it.,Beland,Voluntary Pledge,5,,1", "response", "voluntary pledge, not a recommendation")],
)  # fmt: skip
def test_a_fault_names_row_and_column(row: str, column: str, words: str) -> None:
    found = read_recommendations(_file("Aland,,Ban it.,Beland,Noted,5,,1", row))
    assert [(r.row, r.column, words in r.message) for r in found.refused] == [(2, column, True)]


def test_rows_that_are_alike_get_keys_of_their_own() -> None:
    same = "Aland,,Ban it.,Beland,Noted,5,,1"
    assert [r.key[-1] for r in read_recommendations(_file(same, same)).rows] == [1, 2]
    pledge = "Aland,,Ban it.,Aland,Voluntary Pledge,5,,1"
    assert len({r.key for r in read_pledges(_file(pledge, pledge)).rows}) == 2


def test_a_pledge_is_read_and_a_recommendation_is_not_one() -> None:
    found = read_pledges(
        _file("Aland,Asia,Will &amp; shall.,Aland,Voluntary Pledge,4,General,3", "Aland,,Ban it.,Beland,Noted,5,,1")
    )
    one = found.rows[0]
    assert (one.state, one.text, one.action, one.issues, one.session) == ("Aland", "Will & shall.", 4, ("General",), 3)
    assert [(r.row, r.code) for r in found.refused] == [(2, "not_a_pledge")]


def test_a_missing_column_is_told_once() -> None:
    found = read_recommendations(b"To,Text\nAland,Ban it.\n")
    assert ([r.column for r in found.refused], found.read) == (["from", "response", "session"], 0)
