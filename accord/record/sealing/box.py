"""A text sealed to two keys so that only both together open it. Pure: bytes and text in and out.

The text is encrypted with a random key (ChaCha20-Poly1305, RFC 8439); that key is the exclusive or of two random shares, and each
share is sealed to one public key by HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305). One share alone is random bytes.
What is sealed is padded to a fixed length, so that the length of a name tells nothing. Each piece is bound to its subject.
"""

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
LENGTH = 1024  # bytes that a sealed text has, whatever it says
SECRET, PUBLIC, SHARE, OPENED, ANSWER = (f"accord-{what}-1" for what in ("secret", "public", "share", "opened", "answer"))


@dataclass(frozen=True)
class Sealed:
    """`shares` in the order of the keys; `checks` are SHA-256 of the opened shares."""

    text: str
    shares: tuple[str, str]
    checks: tuple[str, str]


def new_key() -> tuple[str, str]:
    """The secret and the public half, each as a line of text."""
    key = X25519PrivateKey.generate()
    return _written(SECRET, key.private_bytes_raw()), _written(PUBLIC, key.public_key().public_bytes_raw())


def public_of(secret: str) -> str:
    """Raises ValueError where it is no secret half."""
    key = X25519PrivateKey.from_private_bytes(_read(SECRET, secret, 32))
    return _written(PUBLIC, key.public_key().public_bytes_raw())


def fingerprint(public: str) -> str:
    """Eight groups of four, to be compared by eye. Raises ValueError where it is no public half."""
    found = hashlib.sha256(_read(PUBLIC, public, 32)).hexdigest()[:32]
    return " ".join(found[at : at + 4] for at in range(0, 32, 4))


def seal(text: str, keys: Sequence[str], subject: str) -> Sealed:
    """Raises ValueError for anything but two different keys, or a text of more than 1,022 bytes."""
    if len(keys) != 2 or keys[0] == keys[1]:
        raise ValueError("A text is sealed to two different keys")
    whole, first = os.urandom(32), os.urandom(32)
    parts = (first, _xor(whole, first))
    nonce = os.urandom(12)
    body = ChaCha20Poly1305(whole).encrypt(nonce, _padded(text), subject.encode())
    shares = [_to(key, SHARE, part, subject) for key, part in zip(keys, parts, strict=True)]
    return Sealed(base64.b64encode(nonce + body).decode(), (shares[0], shares[1]), (check_of(parts[0]), check_of(parts[1])))


def seal_answer(text: str, key: str, subject: str) -> str:
    """The same text to one key alone: how a custodian is told."""
    return _to(key, ANSWER, _padded(text), subject)


def open_with(secret: str, line: str) -> str:
    """What one custodian can open: of a share, the opened share; of an answer, its text. Raises ValueError."""
    what, subject, sealed = parts_of(line)
    key = X25519PrivateKey.from_private_bytes(_read(SECRET, secret, 32))
    try:
        found = SUITE.decrypt(base64.b64decode(sealed, validate=True), key, info=_info(what, subject))
    except (InvalidTag, ValueError) as fault:
        raise ValueError("This key does not open it") from fault
    return _written(OPENED, found) if what == SHARE else _unpadded(found)


def opened_share(text: str) -> bytes:
    """The bytes of a share as a custodian pastes it. Raises ValueError."""
    return _read(OPENED, text, 32)


def join(sealed: str, one: bytes, other: bytes, subject: str) -> str:
    """The text, from both shares. Raises ValueError where they are not the two of this text."""
    data = base64.b64decode(sealed)
    try:
        return _unpadded(ChaCha20Poly1305(_xor(one, other)).decrypt(data[:12], data[12:], subject.encode()))
    except InvalidTag as fault:
        raise ValueError("These are not the two shares of this text") from fault


def check_of(share: bytes) -> str:
    return hashlib.sha256(share).hexdigest()


def parts_of(line: str) -> tuple[str, str, str]:
    """Kind, subject and sealed bytes (as text) of a share or an answer. Raises ValueError."""
    parts = line.split()
    if len(parts) != 3 or parts[0] not in (SHARE, ANSWER):
        raise ValueError("This is neither a share nor an answer")
    return parts[0], parts[1], parts[2]


def _to(public: str, what: str, data: bytes, subject: str) -> str:
    key = X25519PublicKey.from_public_bytes(_read(PUBLIC, public, 32))
    sealed = SUITE.encrypt(data, key, info=_info(what, subject))
    return f"{what} {subject} {base64.b64encode(sealed).decode()}"


def _info(what: str, subject: str) -> bytes:
    return f"{what}\n{subject}".encode()


def _written(what: str, data: bytes) -> str:
    return f"{what}:{base64.b64encode(data).decode()}"


def _read(what: str, text: str, length: int) -> bytes:
    kind, _sep, body = text.strip().partition(":")
    try:
        data = base64.b64decode(body, validate=True)
    except ValueError as fault:
        raise ValueError(f"This is no {what}") from fault
    if kind != what or len(data) != length:
        raise ValueError(f"This is no {what}")
    return data


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _padded(text: str) -> bytes:
    data = text.encode()
    if len(data) > LENGTH - 2:
        raise ValueError(f"At most {LENGTH - 2} bytes are sealed")
    return len(data).to_bytes(2, "big") + data + bytes(LENGTH - 2 - len(data))


def _unpadded(data: bytes) -> str:
    return data[2 : 2 + int.from_bytes(data[:2], "big")].decode()
