"""Ed25519: keys, signatures, and whether one holds. After RFC 8032, section 5.1; its vectors stand in `tests/test_ed25519.py`.

Plain arithmetic, so that the site needs no library for it and a stranger can read how a signature is checked. It takes
milliseconds and not always the same number of them: made for a job that signs a public text now and then, where nobody can
measure how long that took; never for a service that signs what a stranger sends.
"""

import hashlib
from functools import cache, lru_cache

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point
D = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)

type Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z

ZERO: Point = (0, 1, 1, 0)


@lru_cache(8)
def public_key(seed: bytes) -> bytes:
    """32 bytes, of a seed of 32 bytes. Raises ValueError for another length."""
    return _encoded(_times_base(_secret(seed)[0]))


def sign(seed: bytes, message: bytes) -> bytes:
    """64 bytes; the same seed and message give the same. Raises ValueError for a seed of another length than 32."""
    scalar, prefix = _secret(seed)
    key = public_key(seed)
    nonce = _number(prefix, message) % ORDER
    first = _encoded(_times_base(nonce))
    second = (nonce + _number(first, key, message) * scalar) % ORDER
    return first + second.to_bytes(32, "little")


def holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` was made for `message` with the seed of `key`. False for what is no key or no signature."""
    point = _decoded(key)
    second = int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or second >= ORDER:
        return False
    x, y, z, t = point
    minus: Point = (PRIME - x, y, z, PRIME - t)
    told = _number(signature[:32], key, message) % ORDER
    return _encoded(_sum(_times_base(second), _times(told, minus))) == signature[:32]


def _secret(seed: bytes) -> tuple[int, bytes]:
    if len(seed) != 32:
        raise ValueError("a seed has 32 bytes")
    whole = hashlib.sha512(seed).digest()
    low = int.from_bytes(whole[:32], "little")
    return low & ((1 << 254) - 8) | (1 << 254), whole[32:]


def _number(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def _sum(one: Point, other: Point) -> Point:
    """RFC 8032, 5.1.4; complete, so that doubling needs no formula of its own."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * D % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def _times(number: int, point: Point) -> Point:
    made = ZERO
    while number:
        if number & 1:
            made = _sum(made, point)
        point, number = _sum(point, point), number >> 1
    return made


def _times_base(number: int) -> Point:
    made = ZERO
    for at, one in enumerate(_doubled_base()):
        if number >> at & 1:
            made = _sum(made, one)
    return made


@cache
def _doubled_base() -> list[Point]:
    """The base point doubled 0 to 255 times."""
    y = 4 * pow(5, -1, PRIME) % PRIME
    x = _x_of(y, 0)
    assert x is not None
    row: list[Point] = [(x, y, 1, x * y % PRIME)]
    while len(row) < 256:
        row.append(_sum(row[-1], row[-1]))
    return row


def _x_of(y: int, odd: int) -> int | None:
    """RFC 8032, 5.1.3."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (x == 0 and odd):
        return None
    return x if x & 1 == odd else PRIME - x


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], -1, PRIME)
    x, y = point[0] * inverse % PRIME, point[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decoded(text: bytes) -> Point | None:
    if len(text) != 32:
        return None
    whole = int.from_bytes(text, "little")
    y, odd = whole & ((1 << 255) - 1), whole >> 255
    x = _x_of(y, odd) if y < PRIME else None
    return None if x is None else (x, y, 1, x * y % PRIME)
