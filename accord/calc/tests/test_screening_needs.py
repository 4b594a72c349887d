"""A rule is passed over where the text lacks what each of its matches holds: shown of each pattern, not of examples."""

from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

from accord.calc.screening import _RULES, Spread
from accord.calc.screening_checks import is_phone, is_token

OF_A_PHONE = 7  # digits that its check asks for, beyond the pattern, where no letter stands
OF_A_TOKEN = 6  # digits that its check asks for, letters among them or not
_DIGITS = set(map(ord, "0123456789"))
_INNER = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_AROUND = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_BETWEEN = (ops.CATEGORY_SPACE, ops.CATEGORY_NOT_WORD)


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: f"{rule[0]} {rule[2].pattern[:30]}")
def test_what_a_rule_needs_is_in_each_match(rule: Any) -> None:
    _kind, _severity, pattern, check, needs = rule
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    if isinstance(needs, Spread):
        assert (check, needs.digits) == (is_token, OF_A_TOKEN)
    elif isinstance(needs, int):
        assert 1 <= needs <= max(_run(parsed).most, OF_A_PHONE if check is is_phone else 0)
    else:
        assert _always_holds(parsed, set(map(ord, needs)))


class Run(NamedTuple):
    """Digits that stand together in any match: the most so far, and those up to here; `whole`: nothing in it parts them."""

    most: int = 0
    here: int = 0
    whole: bool = True


def _run(parsed: Any) -> Run:
    most = here = 0
    whole = True
    for op, value in parsed:
        part = _run_of(op, value)
        most = max(most, part.most)
        here = here + part.here if part.whole else 0
        most, whole = max(most, here), whole and part.whole
    return Run(most, here, whole)


def _run_of(op: Any, value: Any) -> Run:
    if op in _AROUND:
        return Run()
    if op is ops.LITERAL:
        return _sign([(op, value)])
    if op is ops.IN:
        return _sign(value)
    if op is ops.SUBPATTERN:
        return _run(value[-1])
    if op is ops.BRANCH:
        runs = [_run(one) for one in value[1]]
        return Run(min(r.most for r in runs), min(r.here for r in runs), all(r.whole for r in runs))
    if op in _INNER:
        one, many = _run(value[2]), int(value[0])
        here = one.here * many if one.whole else 0
        return Run(max(one.most if many else 0, here), here, one.whole)
    return Run(whole=False)


def _sign(choices: Any) -> Run:
    if all(_is_digit(*one) for one in choices):
        return Run(1, 1)
    return Run(whole=all(_is_digit(*one) or _parts_none(*one) for one in choices))


def _is_digit(op: Any, value: Any) -> bool:
    if op is ops.RANGE:
        return set(range(value[0], value[1] + 1)) <= _DIGITS
    return value is ops.CATEGORY_DIGIT if op is ops.CATEGORY else op is ops.LITERAL and value in _DIGITS


def _parts_none(op: Any, value: Any) -> bool:
    """No letter, no digit and no underline."""
    return value in _BETWEEN if op is ops.CATEGORY else op is ops.LITERAL and not (chr(value).isalnum() or chr(value) == "_")


def _always_holds(parsed: Any, signs: set[int]) -> bool:
    return any(_holds(op, value, signs) for op, value in parsed)


def _holds(op: Any, value: Any, signs: set[int]) -> bool:
    if op is ops.LITERAL:
        return value in signs
    if op is ops.IN:
        return all(kind is ops.LITERAL and one in signs for kind, one in value)
    if op is ops.BRANCH:
        return all(_always_holds(one, signs) for one in value[1])
    if op is ops.SUBPATTERN:
        return _always_holds(value[-1], signs)
    return op in _INNER and value[0] > 0 and _always_holds(value[2], signs)
