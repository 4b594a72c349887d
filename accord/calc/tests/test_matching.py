"""Offers that fit a need; worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from accord.calc.matching import Side, fit, matches, needs_met

TODAY = date(2026, 6, 1)
NEED = Side("n", "mentor", "XAA", frozenset("pe"), frozenset({"fr", "en"}), ("Africa", "Eastern"), frozenset())
OFFER = Side("o", "mentor", "XAB", frozenset("p"), frozenset({"fr"}), ("Africa", "Western"), frozenset({"LDC"}))


def test_the_worked_example_with_its_reasons() -> None:
    found = fit(NEED, OFFER, TODAY)
    assert found
    assert found.score == pytest.approx(4 / 6)
    assert [(r.name, r.shared) for r in found.reasons] == [
        ("kind", ("mentor",)), ("topics", ("p",)), ("language", ("fr",)), ("region", ("Africa",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed", [{"kind": "document"}, {"country": "XAA"}, {"until": date(2026, 5, 31)}, {"topics": frozenset("x")}]
)
def test_what_does_not_fit_is_not_proposed(changed: dict[str, object]) -> None:
    assert fit(NEED, replace(OFFER, **changed), TODAY) is None  # type: ignore[arg-type]


def test_the_same_practice_comes_first_whatever_else_is_shared() -> None:
    same = replace(OFFER, key="z", practice="XAB-pr1", topics=frozenset(), languages=frozenset({"zh"}))
    found = matches(replace(NEED, practice="XAB-pr1"), [OFFER, same], TODAY)
    assert [(one.key, one.reasons[0].name) for one in found] == [("z", "practice"), ("o", "kind")]


def test_the_best_come_first_and_ties_by_key() -> None:
    wide = replace(OFFER, key="b", topics=frozenset("pe"))
    assert [one.key for one in matches(NEED, [OFFER, replace(OFFER, key="a"), wide], TODAY)] == ["b", "a", "o"]
    assert len(matches(NEED, [OFFER, wide], TODAY, most=1)) == 1
    with pytest.raises(ValueError, match="one"):
        matches(NEED, [], TODAY, most=0)


def test_a_part_that_one_side_does_not_tell_is_left_out() -> None:
    bare = replace(OFFER, languages=frozenset(), region=())
    found = fit(NEED, bare, TODAY)
    assert found
    assert found.score == pytest.approx(0.5)


def test_an_offer_finds_each_need_that_finds_it_and_as_well() -> None:
    broad = replace(OFFER, topics=frozenset("pqrstuvw"), languages=frozenset({"zh"}), region=(), groups=frozenset())
    [forth], [back] = matches(NEED, [broad], TODAY), needs_met(broad, [NEED], TODAY)
    assert (forth.key, back.key, forth.score) == ("o", "n", back.score)
    with pytest.raises(ValueError, match="one"):
        needs_met(OFFER, [], TODAY, most=0)


def test_a_body_of_no_country_shares_no_region_and_stands_after_an_equal_country() -> None:
    """(3 × 0.5 + 2 × 1 + 1 × 0 + 1 × 0) / 7, where a country of another continent has 3.5 / 6."""
    body = replace(OFFER, key="a", country="", region=(), groups=frozenset(), body="agency")
    found = fit(NEED, body, TODAY)
    assert found
    assert found.score == pytest.approx(3.5 / 7)
    assert [r.name for r in found.reasons] == ["kind", "topics", "language"]
    far = replace(OFFER, key="z", region=("Asia",), groups=frozenset())
    assert [one.key for one in matches(NEED, [body, far], TODAY)] == ["z", "a"]
    mine = replace(NEED, country="", body="agency")
    assert fit(mine, body, TODAY) is None
    assert fit(replace(mine, body="other"), body, TODAY) is not None
