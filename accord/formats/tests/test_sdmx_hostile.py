"""Hostile and broken messages: one clear refusal each, nothing fetched, nothing expanded, nothing fallen."""

import random
from pathlib import Path

import pytest

from accord.formats.messages import MESSAGES, Unreadable
from accord.formats.observations import read_observations
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.safe_xml import XmlLimits, parse, root_name
from accord.formats.sdmx.structures import read_structures
from accord.formats.tests import sdmx_messages as made

BODY = made.SERIES_FORM.partition(b"?>\n")[2]
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)) + b"]>"
)  # fmt: skip


def _deep(levels: int) -> bytes:
    return made.specific("<x>" * levels + "</x>" * levels)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "billion laughs": (LAUGHS + BODY.replace(b"12.40", b"&a8;"), "xml_dtd"),
    "external entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY.replace(b"12.40", b"&x;"), "xml_dtd"),
    "external types": (b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">' + BODY, "xml_dtd"),
    "types in small letters": (b"<!doctype a>" + BODY, "xml_dtd"),
    "types after a comment": (b"<?xml version='1.0'?><!-- <a> -->\n<?p q?><!DOCTYPE a>" + BODY, "xml_dtd"),
    "types in utf-16": (("<!DOCTYPE a>" + BODY.decode()).encode("utf-16"), "xml_dtd"),
    "bare entity": (b'<!ENTITY x "y">' + BODY, "xml_dtd"),
    "undeclared entity": (made.SERIES_FORM.replace(b"12.40", b"&x;"), "xml_broken"),
    "inclusion": (
        made.specific('<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></x>'), "xml_include"),
    "deep": (_deep(500), "xml_depth"),
    "huge attribute": (made.specific(f'<Obs TITLE="{"x" * 10_500_000}"/>'), "xml_huge"),
    "cut off": (made.SERIES_FORM[: len(made.SERIES_FORM) * 2 // 3], "xml_broken"),
    "wrong encoding": (made.SERIES_FORM.replace(b"Made up", "Île".encode("latin-1")), "xml_broken"),
    "unknown encoding": (made.SERIES_FORM.replace(b"UTF-8", b"UTF-7"), "xml_encoding"),
    "nul": (made.SERIES_FORM.replace(b"12.40", b"1\x00"), "xml_broken"),
    "control": (made.SERIES_FORM.replace(b"12.40", b"&#7;"), "xml_broken"),
    "two roots": (made.SERIES_FORM + b"<b/>", "xml_broken"),
    "no element": (b"<?xml version='1.0'?>", "xml_prologue"),
    "wrong root": (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "not_sdmx"),
    "unclosed": (made.SERIES_FORM.replace(b"</Series>", b"", 1), "xml_broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_refused_in_one_sentence(name: str) -> None:
    message, code = HOSTILE[name]
    for read in (lambda m: list(read_data(m).rows()), read_structures):
        with pytest.raises(Unreadable) as told:
            read(message)
        assert told.value.code == code or read is read_structures
        assert MESSAGES[told.value.code] % told.value.params == str(told.value)
        assert len(str(told.value)) < 500
        assert "passwd" not in str(told.value)


@pytest.mark.parametrize("name", [n for n in HOSTILE if n != "wrong root"])
def test_it_is_refused_as_a_file_of_figures_too(name: str) -> None:
    with pytest.raises(Unreadable):
        read_observations(HOSTILE[name][0])


def test_what_is_well_formed_within_the_limits_is_read() -> None:
    assert parse(b'<a b="x &amp; y &#10;&lt;">t &gt; u</a>').get("b") == "x & y \n<"
    assert root_name(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c --><a xmlns='n'/>") == ("n", "a")
    assert len(list(read_data(_deep(60) + b"\n").rows())) == 0


def test_sizes_are_limited(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(made.SERIES_FORM)
    for source in (path, made.SERIES_FORM):
        with pytest.raises(Unreadable, match="at most 100 are read"):
            parse(source, XmlLimits(tree=100))


@pytest.mark.parametrize("message", [made.SERIES_FORM, made.GENERIC_SERIES, made.COMPONENTS_3, made.JSON_2, made.STRUCTURES_21])
def test_no_spoilt_byte_makes_a_reader_fall(message: bytes) -> None:
    chance = random.Random(1)  # noqa: S311
    for _ in range(150):
        spoilt = bytearray(message)
        for _ in range(chance.randint(1, 4)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b'<>&"/{}[]: \x00aZ9\xff')
        for read in (lambda m: list(read_data(m).rows()), read_structures, read_observations):
            told = "read"
            try:
                read(bytes(spoilt))
            except Unreadable as fault:
                told = str(fault)
            assert told
