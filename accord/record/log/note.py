"""A checkpoint as text: what the log held at one time, signed. Pure.

The text is a C2SP tlog-checkpoint in a C2SP signed note (c2sp.org/tlog-checkpoint, c2sp.org/signed-note): the log's name, how
many lines it held, the root over them in base64, then one line more of our own, the hour; an empty line; one signature, with
Ed25519. Keys are written as notes write them: `name+id+base64`, `PRIVATE+KEY+name+id+base64` for the secret one.
"""

import base64
import hashlib
import re
from dataclasses import dataclass

from accord.record.log import ed25519

KIND = b"\x01"  # Ed25519


@dataclass(frozen=True)
class Told:
    """`root` in 32 bytes; `hour` as `2026-11-25T19:00:00Z`, or empty in the text of another log."""

    origin: str
    size: int
    root: bytes
    hour: str

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.hour}\n"


@dataclass(frozen=True)
class Key:
    """The public part."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(f"{self.name}\n".encode() + KIND + self.public).digest()[:4]

    @property
    def words(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(KIND + self.public).decode()}"


@dataclass(frozen=True)
class SecretKey:
    name: str
    seed: bytes

    @property
    def key(self) -> Key:
        return Key(self.name, ed25519.public_key(self.seed))

    @property
    def words(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.key.id.hex()}+{base64.b64encode(KIND + self.seed).decode()}"


def secret_key(words: str) -> SecretKey:
    """Raises ValueError for what is no such key."""
    first, second, name, shown, data = words.strip().split("+", 4)
    seed = base64.b64decode(data, validate=True)
    made = SecretKey(name, seed[1:])
    if (first, second) != ("PRIVATE", "KEY") or seed[:1] != KIND or made.key.id.hex() != shown:
        raise ValueError("not a secret key of a note")
    return made


def public_key(words: str) -> Key:
    """Raises ValueError for what is no such key."""
    name, shown, data = words.strip().split("+", 2)
    public = base64.b64decode(data, validate=True)
    made = Key(name, public[1:])
    if public[:1] != KIND or len(public) != 33 or made.id.hex() != shown:
        raise ValueError("not a public key of a note")
    return made


def signed(told: Told, secret: SecretKey) -> str:
    """The whole note."""
    signature = ed25519.sign(secret.seed, told.text.encode())
    return f"{told.text}\n— {secret.name} {base64.b64encode(secret.key.id + signature).decode()}\n"


def read(note: str) -> Told:
    """What the note tells, whoever signed it. Raises ValueError for what is no checkpoint."""
    text = note.partition("\n\n")[0] + "\n"
    found = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n(?:([^\n]+)\n)?", text)
    if not found or "\n\n" not in note:
        raise ValueError("not a checkpoint")
    return Told(found[1], int(found[2]), base64.b64decode(found[3], validate=True), found[4] or "")


def is_signed(note: str, key: Key) -> bool:
    """Whether one of the note's signatures is made with `key` and holds."""
    text, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        found = re.fullmatch(r"— (\S+) (\S+)", line)
        if found and found[1] == key.name:
            try:
                data = base64.b64decode(found[2], validate=True)
            except ValueError:
                continue
            if data[:4] == key.id and ed25519.holds(key.public, f"{text}\n".encode(), data[4:]):
                return True
    return False
