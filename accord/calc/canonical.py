"""Canonical JSON and the digest of an event.

Canonical form, pinned: keys sorted by code point, no white space, UTF-8 without escapes, integers only (a float is
refused, since its text differs between languages) and no larger than 2^53 - 1, times as text `YYYY-MM-DDTHH:MM:SSZ`.
After RFC 8785 (JSON Canonicalization Scheme), restricted. Test vectors: calc/tests/test_canonical.py.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Bytes of the canonical form.

    Raises TypeError on a float or on what JSON cannot hold, ValueError on half a surrogate pair or too large a number.
    """
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(salt: str, body: Any) -> str:
    """SHA-256 over the salt's bytes (hexadecimal text) followed by the canonical body, as hexadecimal text."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(body)).hexdigest()


def time_text(at: datetime) -> str:
    """A time in UTC to the second, the rest cut off: `2026-11-24T10:43:28Z`. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("A time without a zone has no place in a canonical body")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("Keys of a canonical body are text")
            if type(item) is not str:
                _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) is not str:
                _check(item)
    elif value is not None and not isinstance(value, str | int | bool):
        raise TypeError(f"A canonical body may not hold {type(value).__name__}")
    elif isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError("A number of a canonical body is at most 2^53 - 1")
