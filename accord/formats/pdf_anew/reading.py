"""Values of the old file, looked up and narrowed: what is not of the kind that belongs there is not there."""

from collections.abc import Callable, Mapping
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.written import array, dictionary, name, number, raw

LONGEST_ARRAY = 100_000
DEEPEST = 4  # of arrays within arrays

type Take = Callable[[Any], bytes | None]


def seen(value: Any) -> Any:
    """What stands behind a reference; None where nothing does."""
    for _step in range(8):
        if not isinstance(value, IndirectObject):
            break
        value = value.get_object()
    return None if isinstance(value, NullObject | IndirectObject) else value


def key_of(value: Any) -> tuple[int, int] | None:
    return (value.idnum, value.generation) if isinstance(value, IndirectObject) else None


def entry(told: Any, key: str) -> Any:
    """As it stands there: a reference stays one."""
    return dict.get(told, NameObject(f"/{key}")) if isinstance(told, DictionaryObject) else None


def given(told: Any, key: str) -> Any:
    return seen(entry(told, key))


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool | BooleanObject) and abs(value) < 1e12


def word(value: Any) -> str:
    """A name without its stroke; "" where it is none."""
    found = seen(value)
    return str(found)[1:] if isinstance(found, NameObject) else ""


def octets(value: Any) -> bytes | None:
    found = seen(value)
    if isinstance(found, TextStringObject):
        return bytes(found.original_bytes)
    return bytes(found) if isinstance(found, ByteStringObject) else None


def said(value: Any) -> str:
    """A text of a dictionary, as people read it."""
    found = seen(value)
    if isinstance(found, TextStringObject):
        return str(found)
    if not isinstance(found, ByteStringObject):
        return ""
    for mark, way in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if found.startswith(mark):
            return bytes(found[len(mark) :]).decode(way, "replace")
    return bytes(found).decode("latin-1")


def entries(value: Any) -> ArrayObject:
    found = seen(value)
    if not isinstance(found, ArrayObject):
        return ArrayObject()
    if len(found) > LONGEST_ARRAY:
        raise Refused("huge")
    return found


def names_in(value: Any) -> dict[str, Any]:
    """Keys and values of a dictionary, as they stand there."""
    found = seen(value)
    return {str(key)[1:]: one for key, one in dict.items(found)} if isinstance(found, DictionaryObject) else {}


def a_number(value: Any) -> bytes | None:
    found = seen(value)
    return number(found) if is_number(found) else None


def a_name(value: Any) -> bytes | None:
    found = word(value)
    return name(found) if found else None


def a_bool(value: Any) -> bytes | None:
    found = seen(value)
    return (b"true" if found == True else b"false") if isinstance(found, BooleanObject | bool) else None  # noqa: E712


def a_string(value: Any) -> bytes | None:
    found = octets(value)
    return None if found is None else raw(found)


def plain(value: Any, depth: int = 0) -> bytes | None:
    """Numbers, names and truths, alone or in arrays: no text, no dictionary."""
    found = seen(value)
    if isinstance(found, ArrayObject):
        if depth >= DEEPEST or len(found) > LONGEST_ARRAY:
            raise Refused("huge")
        return array(plain(one, depth + 1) or b"null" for one in found)
    return a_bool(found) or a_number(found) or a_name(found)


def picked(told: Any, takes: Mapping[str, Take]) -> dict[str, bytes]:
    """Of a dictionary the keys that are named, each as its function takes it; the rest stays behind."""
    found = {key: take(entry(told, key)) for key, take in takes.items() if entry(told, key) is not None}
    return {key: value for key, value in found.items() if value is not None}


def picked_dictionary(takes: Mapping[str, Take]) -> Take:
    def take(value: Any) -> bytes | None:
        found = seen(value)
        return dictionary(picked(found, takes)) if isinstance(found, DictionaryObject) else None

    return take


def is_stream(value: Any) -> bool:
    return isinstance(seen(value), StreamObject)
