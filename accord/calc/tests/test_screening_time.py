"""No text makes the gate stand still: the longest that it takes, of whatever is repeated, is looked at in a moment."""

import re
import time
from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from accord.calc.screening import _RULES, screen

LONGEST = 20_000  # characters that the gate takes (record/actions/gate.py)
BEFORE = ["", "12.34567", "12.34567 N", "12° 34'", "insta", "instagram id", "passport", "tel", "born", "Amina", "a@", "maps"]
AGAIN = [
    " ",
    "\n",
    "\u3000",
    "a",
    "_",
    "1",
    "1 ",
    "a@",
    "a@b.cc ",
    "call ab ",
    "12.34567 ",
    "12° 3' ",
    "+1 ",
    "(",
    "00 1 ",
    "Amina ",
]


@pytest.mark.parametrize("hostile", [(before, " ") for before in BEFORE] + [("", again) for again in AGAIN])
def test_a_hostile_text_is_read_in_a_moment(hostile: tuple[str, str]) -> None:
    before, again = hostile
    start = time.process_time()
    screen(before + (again * LONGEST)[: LONGEST - len(before) - 1] + "x")
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize("number", range(len(_RULES)))
def test_no_rule_tries_endless_white_space_in_more_than_one_way(number: int) -> None:
    """An endless repeat that may take a space is possessive: the engine never comes back to it."""
    for kind, least, most, what in _repeats(_parser.parse(_RULES[number][2].pattern, _RULES[number][2].flags)):
        if most >= 1000 and kind is not ops.POSSESSIVE_REPEAT:
            assert not _takes_space(what), (least, what)


def test_a_place_is_found_over_any_gap() -> None:
    for gap in (" ", ", ", " , ", "° N, ", " " * 40, "°   ;   ", " N "):
        assert [f.kind for f in screen(f"at 12.34567{gap}36.81667 there")] == ["coordinates"], gap
    assert screen("12.34567\n36.81667") == []  # two figures of a column


def _repeats(parsed: Any) -> Iterator[tuple[Any, int, int, Any]]:
    for op, value in parsed:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            yield op, value[0], int(value[1]), value[2]
            yield from _repeats(value[2])
        elif op is ops.SUBPATTERN:
            yield from _repeats(value[3])
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeats(value[1])


def _takes_space(parsed: Any) -> bool:
    for op, value in parsed:
        if op is ops.LITERAL and value == 32:
            return True
        if op is ops.IN:
            inside = [v for o, v in value if o is ops.CATEGORY] + [v for o, v in value if o is ops.LITERAL]
            negated = value[0][0] is ops.NEGATE
            if negated or ops.CATEGORY_SPACE in inside or ops.CATEGORY_NOT_WORD in inside or 32 in inside:
                return True
    return False


def test_the_check_of_rules_can_fail() -> None:
    found = list(_repeats(_parser.parse(r"a(?:\s*b)?", re.IGNORECASE)))
    assert any(most >= 1000 and _takes_space(what) for _kind, _least, most, what in found)
