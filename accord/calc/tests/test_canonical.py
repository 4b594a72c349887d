"""Test vectors of the canonical form; the digests were made with `sha256sum` over the bytes shown."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.canonical import canonical_json, digest, time_text

# (body, canonical text, SHA-256 of the salt 00ff and that text)
VECTORS: list[tuple[Any, str, str]] = [
    ({}, "{}", "d74d568b32ee9c59af9b3e26dc02c6d86388eda2f8ac72833649630900740f9f"),
    (
        {"ä": "é€", "b": [True, None], "a": 1},
        '{"a":1,"b":[true,null],"ä":"é€"}',
        "9853748b29532f9f630463d27c48596e8963a78bcd7596bd4ab3fce224194770",
    ),
    (
        {"verb": "publish", "at": "2026-11-24T10:43:28Z"},
        '{"at":"2026-11-24T10:43:28Z","verb":"publish"}',
        "d8b3dc0a35c361bc1918e24890863af26749f8369f15213fb3d6ec7c6ceac7e0",
    ),
]


@pytest.mark.parametrize(("body", "text", "hashed"), VECTORS)
def test_the_vectors(body: Any, text: str, hashed: str) -> None:
    assert canonical_json(body) == text.encode()
    assert digest("00ff", body) == hashed


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"z": {"b": 1, "a": 2}, "A": 0}, '{"A":0,"z":{"a":2,"b":1}}'),
        (("x", ("y",)), '["x",["y"]]'),
        ('quote " back \\ line\n', '"quote \\" back \\\\ line\\n"'),
        ("\u2028\u0001", '"\u2028\\u0001"'),
        (-0, "0"),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_one_form_for_one_value(body: Any, text: str) -> None:
    assert canonical_json(body).decode() == text


@pytest.mark.parametrize("body", [1.0, {"a": 1.5}, {1: "a"}, {"a": {2}}, b"bytes", datetime(2026, 1, 1, tzinfo=UTC)])
def test_what_has_no_one_form_is_refused(body: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(body)


@pytest.mark.parametrize("body", ["\ud800", {"n": 2**53}])
def test_half_a_character_and_too_large_a_number_are_refused(body: Any) -> None:
    with pytest.raises(ValueError, match=r"surrogates|at most"):
        canonical_json(body)


def test_a_time_is_told_in_utc_to_the_second() -> None:
    nairobi = timezone(timedelta(hours=3))
    assert time_text(datetime(2026, 11, 24, 13, 43, 28, 999_999, tzinfo=nairobi)) == "2026-11-24T10:43:28Z"
    with pytest.raises(ValueError, match="without a zone"):
        time_text(datetime(2026, 1, 1))


BODIES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), BODIES, max_size=5))
def test_the_order_of_keys_does_not_count(body: dict[str, Any]) -> None:
    assert canonical_json(dict(reversed(body.items()))) == canonical_json(body)


@given(BODIES, st.binary(min_size=1, max_size=8), st.binary(min_size=1, max_size=8))
def test_another_salt_is_another_digest(body: Any, one: bytes, other: bytes) -> None:
    assert (digest(one.hex(), body) == digest(other.hex(), body)) == (one == other)
