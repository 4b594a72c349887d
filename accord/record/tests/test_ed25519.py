"""Ed25519 against the vectors of RFC 8032, section 7.1, and what must not hold; notes around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from accord.record.log import ed25519, note

VECTORS = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard(seed: str, key: str, message: str, signature: str) -> None:
    seed_, key_, message_, signature_ = (bytes.fromhex(one) for one in (seed, key, message, signature))
    assert ed25519.public_key(seed_) == key_
    assert ed25519.sign(seed_, message_) == signature_
    assert ed25519.holds(key_, message_, signature_)


@settings(max_examples=15, deadline=None)
@given(some.binary(min_size=32, max_size=32), some.binary(max_size=80), some.integers(0, 511))
def test_a_signature_holds_for_its_message_alone(seed: bytes, message: bytes, at: int) -> None:
    key, signature = ed25519.public_key(seed), ed25519.sign(seed, message)
    assert ed25519.holds(key, message, signature)
    assert not ed25519.holds(key, message + b"x", signature)
    changed = bytearray(signature)
    changed[at // 8] ^= 1 << at % 8
    assert not ed25519.holds(key, message, bytes(changed))


def test_what_is_no_signature_does_not_hold() -> None:
    seed, key, message, signature = (bytes.fromhex(one) for one in VECTORS[1])
    larger = int.from_bytes(signature[32:], "little") + ed25519.ORDER  # the same number in another coat
    coat = signature[:32] + larger.to_bytes(32, "little")
    for other in (b"", signature[:63], signature + b"x", coat, bytes(64), b"\xff" * 64):
        assert not ed25519.holds(key, message, other)
    for other in (b"", key[:31], b"\xff" * 32, bytes(31) + b"\x80"):
        assert not ed25519.holds(other, message, signature)
    with pytest.raises(ValueError, match="32 bytes"):
        ed25519.sign(seed[:31], message)


SECRET = note.SecretKey("accord.example/journal", bytes(range(32)))
TOLD = note.Told(SECRET.name, 7, bytes(32), "2026-11-25T19:00:00Z")


def test_a_note_is_read_as_it_was_written() -> None:
    text = note.signed(TOLD, SECRET)
    assert text.splitlines()[:5] == [
        "accord.example/journal", "7", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "2026-11-25T19:00:00Z", "",
    ]  # fmt: skip
    assert text.splitlines()[5].startswith("— accord.example/journal ")
    assert note.read(text) == TOLD
    assert note.is_signed(text, SECRET.key)
    assert note.is_signed(text + "— witness.example AAAA\n", SECRET.key)
    assert note.public_key(SECRET.key.words) == SECRET.key
    assert note.secret_key(SECRET.words) == SECRET


@pytest.mark.parametrize(
    ("old", "new"), [("\n7\n", "\n8\n"), ("T19", "T20"), ("accord.example/journal\n", "b\n"), ("A=\n", "AB\n")]
)
def test_a_changed_note_is_not_signed(old: str, new: str) -> None:
    assert not note.is_signed(note.signed(TOLD, SECRET).replace(old, new, 1), SECRET.key)
    assert not note.is_signed(note.signed(TOLD, SECRET), note.SecretKey(SECRET.name, bytes(32)).key)


@pytest.mark.parametrize("text", ["", "a\n7\nAAAA\n\n", "a\n-1\n" + "A" * 43 + "=\n\n", "a\n7\n" + "A" * 43 + "=\n", "\x00" * 50])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a checkpoint"):
        note.read(text)


def test_a_key_of_the_known_form_is_read() -> None:
    """The example of the signed-note specification's own library (golang.org/x/mod/sumdb/note)."""
    words = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert note.public_key(words).words == words
    text = (
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert note.is_signed(text, note.public_key(words))
    with pytest.raises(ValueError, match="not a public key"):
        note.public_key(words.replace("c74f20a3", "c74f20a4"))
