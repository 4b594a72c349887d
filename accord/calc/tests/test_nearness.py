"""Cosine of weighted words, and groups without chains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.nearness import Near, cosine, groups, near_pairs, rarity, terms, weigh

LETTERS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=12)


def vectors(texts: list[list[str]]) -> list[dict[str, float]]:
    held, count = rarity(texts)
    return [weigh(text, held, count) for text in texts]


def test_how_strongly_it_is_asked_does_not_count() -> None:
    assert terms("Take further steps to end child marriage") == terms("Continue efforts to end child marriage")


def test_short_forms_are_written_out() -> None:
    assert set(terms("Ratify the OP-CRC-AC")) >= set(terms("optional protocol")) | set(terms("armed conflict"))
    assert terms("The ac unit") == ["ac", "unit", "ac unit"]


def test_a_weight_by_hand() -> None:
    """Two texts, `a` in both and `b` in one: ln(3/3) + 1 = 1 and ln(3/2) + 1 = 1.4055."""
    one = weigh(["a", "b"], {"a": 2, "b": 1}, 2)
    assert one["a"] == pytest.approx(1 / (1 + 1.405465**2) ** 0.5, rel=1e-5)
    assert cosine(one, weigh(["a"], {"a": 2}, 2)) == pytest.approx(one["a"])
    assert weigh([], {}, 0) == {}


@given(LETTERS, st.sampled_from([0.1, 0.3, 0.6, 0.95]))
def test_the_index_loses_no_pair(texts: list[list[str]], least: float) -> None:
    given_ = vectors(texts)
    pairs = {(a, b) for b in range(len(texts)) for a in range(b) if cosine(given_[a], given_[b]) >= least + 1e-9}
    found = {(p.a, p.b) for p in near_pairs(given_, least)}
    assert pairs <= found
    assert all(p.cosine >= least for p in near_pairs(given_, least))


@pytest.mark.parametrize("least", [0, -1, 1.5])
def test_a_least_nearness_that_is_none_is_refused(least: float) -> None:
    with pytest.raises(ValueError, match="least"):
        near_pairs([], least)


def test_no_chain_joins_two_demands() -> None:
    assert groups([Near(0, 1, 0.9), Near(1, 2, 0.8)]) == [[0, 1]]
    assert groups([Near(0, 1, 0.9), Near(1, 2, 0.8), Near(0, 2, 0.7)]) == [[0, 1, 2]]
    assert groups([Near(0, 1, 0.9), Near(2, 3, 0.8)]) == [[0, 1], [2, 3]]
    assert groups([]) == []


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1])))
def test_in_a_group_each_is_near_to_every_other(pairs: set[tuple[int, int]]) -> None:
    found = groups([Near(a, b, 0.5) for a, b in sorted(pairs)])
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert all((a, b) in pairs for group in found for b in group for a in group if a < b)
