"""Which labels are shown, and what somebody who watches people come and go finds out."""

import random
from collections.abc import Iterator

import pytest

from accord.discussions.crowds import LEAST, shown_labels


def people(**crowds: int) -> dict[int, str]:
    """`focal=5, none=2`: five of that label, two without one."""
    found: dict[int, str] = {}
    for label, count in crowds.items():
        found |= {len(found) + n: "" if label == "none" else label for n in range(count)}
    return found


@pytest.mark.parametrize(
    ("crowds", "shown"),
    [
        ({"focal": 5}, {"focal"}),
        ({"focal": 4}, set()),
        ({"focal": 5, "member": 5}, {"focal", "member"}),
        ({"focal": 6, "member": 4}, set()),  # else "a participant" were one of four
        ({"focal": 6, "member": 4, "judge": 1}, {"focal"}),
        ({"focal": 7, "member": 5, "judge": 1}, {"focal"}),  # the smaller crowd covers the one
        ({"focal": 5, "none": 1}, set()),
        ({"focal": 5, "none": 5}, {"focal"}),
        ({}, set()),
    ],
)
def test_five_share_it_and_five_share_having_none(crowds: dict[str, int], shown: set[str]) -> None:
    began = people(**crowds)
    assert shown_labels(began, began, set(began.values()) - {""}) == shown


def test_who_comes_later_fills_no_crowd() -> None:
    began = people(focal=4, none=6)
    now = began | {100: "focal", 101: "focal"}
    assert shown_labels(began, now, {"focal"}) == set()


def test_the_sixth_comes_and_nothing_changes_the_fifth_goes_and_it_is_coarser() -> None:
    began = people(focal=5, none=5)
    assert shown_labels(began, began | {100: "focal"}, {"focal"}) == {"focal"}
    gone = {person: label for person, label in began.items() if person != 0}
    assert shown_labels(began, gone, {"focal"}) == set()
    assert shown_labels(began, gone | {100: "focal"}, {"focal"}) == set()  # a newcomer replaces nobody


def test_a_newcomer_without_a_shown_label_is_not_the_only_participant() -> None:
    began = people(focal=6, member=5)
    both = {"focal", "member"}
    assert shown_labels(began, began, both) == both
    assert shown_labels(began, began | {100: "judge"}, both) == {"focal"}


def test_whose_label_changed_is_counted_nowhere_as_having_stayed() -> None:
    began = people(focal=5, member=6, none=5)
    assert shown_labels(began, began | {0: "member"}, {"focal", "member"}) == {"member"}


def _steps(chance: random.Random) -> Iterator[dict[int, str]]:
    """People come, go and change their label."""
    now = {n: chance.choice(["a", "b", "c", ""]) for n in range(chance.randint(0, 24))}
    for _step in range(12):
        yield dict(now)
        for person in list(now):
            if chance.random() < 0.08:
                del now[person]
        if chance.random() < 0.5:
            now[chance.randint(100, 10_000)] = chance.choice(["a", "b", "c", ""])


def test_whoever_watches_all_the_time_finds_nobody_among_fewer_than_five() -> None:
    for seed in range(300):
        _watch(seed)


def _watch(seed: int) -> None:
    """Even if all posts under one alias were known to be of one person: who could have written each of them?"""
    chance, began, shown = random.Random(seed), None, frozenset[str]()  # noqa: S311
    could: dict[str, set[int]] = {}
    for now in _steps(chance):
        if began is None:
            began, shown = now, frozenset(now.values()) - {""}
        fresh = shown_labels(began, now, shown)
        assert fresh <= shown  # coarser, never finer
        shown = fresh
        for label in shown:
            crowd = {person for person, one in now.items() if one == label}
            could[label] = could.get(label, crowd) & crowd
            assert len(could[label]) >= LEAST
        rest = {person for person, one in now.items() if one not in shown}
        if rest and shown:
            assert len(rest) >= LEAST
