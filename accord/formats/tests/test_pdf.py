"""What a PDF hides from a look at it: a reader comes to an object by its offset, whatever its surroundings say."""

import binascii
import time
import zlib

import pytest

from accord.formats.pdf import fault_of

CONTENT = b"1 0 obj<</Length 3>>\nstream\nq Q\nendstream\nendobj"
SCRIPT = b"2 0 <</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
PACKED = zlib.compress(SCRIPT)
HELD = b"/N 1/First 4"


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.5\n" + b"\n".join(objects) + b"\n%%EOF\n"


def stream(told: bytes, body: bytes = PACKED) -> bytes:
    return b"5 0 obj\n<<%s>>\nstream\r\n%s\nendstream\nendobj" % (told, body)


@pytest.mark.parametrize(("name", "hidden"), [
    ("behind a stream", b"2 0 obj<</S/JavaScript/JS(x)>>endobj"),
    ("within a stream", stream(b"/Length 30", b"9 0 obj<</S/Launch>>endobj")),
    ("a name that ends in a zero byte", b"2 0 obj<</S/JavaScript\0/JS(x)>>endobj"),
    ("packed, without a type", stream(HELD + b"/Filter/FlateDecode")),
    ("packed, keys by digits", stream(b"/#4e 1/Firs#74 4/Filter[/Fl]")),
    ("packed, with comments", b"5%a\n0%b\nobj%c\n<<" + HELD + b"%d>>\n/Filter/FlateDecode>>%e\nstream\n" + PACKED + b"endstream"),
    ("packed behind texts", stream(b"/X(endobj (stream\n) \\) >>)/Y[<</Z()>>]" + HELD + b"/Filter/FlateDecode")),
    ("packed twice over", stream(HELD + b"/Filter[/ASCIIHexDecode/FlateDecode]", binascii.hexlify(PACKED) + b">")),
    ("packed once, then written by digits", stream(HELD + b"/Filter[/Fl/AHx]", zlib.compress(binascii.hexlify(SCRIPT)))),
    ("two ways to unpack", stream(HELD + b"/Filter[/Fl/AHx]/Filter/Fl", zlib.compress(binascii.hexlify(SCRIPT)))),
    ("the other key of the way", stream(HELD + b"/F/FlateDecode")),
    ("a way that is told elsewhere", stream(HELD + b"/Filter 9 0 R")),
    ("with a predictor", stream(HELD + b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>")),
    ("cut off", stream(HELD + b"/Filter/FlateDecode", PACKED[:-6])),
], ids=lambda one: one if isinstance(one, str) else "")  # fmt: skip
def test_what_acts_is_found_wherever_it_hides(name: str, hidden: bytes) -> None:
    assert fault_of(pdf(hidden)) == "active"
    assert fault_of(pdf(CONTENT, hidden)) == "active"
    assert fault_of(pdf(CONTENT, hidden, CONTENT)) == "active"


def test_what_is_plain_is_taken() -> None:
    pages = zlib.compress(b"2 0 <</Type/Page/Resources<</Font<</F1 3 0 R>>>>>>")
    assert fault_of(pdf(CONTENT, stream(b"/Type/ObjStm" + HELD + b"/Filter/FlateDecode", pages))) == ""
    profile = stream(b"/N 3/Filter/FlateDecode")  # of colours: no reader looks for objects in it
    assert fault_of(pdf(profile, b"7 0 obj<</Type/Outlines/First 1 0 R>>endobj", CONTENT)) == ""
    assert fault_of(pdf(CONTENT + b"/JS /3D ")) == ""  # as it may come about in a picture's bytes


@pytest.mark.parametrize("body", [
    b"obj<</A<" * 20_000, b"obj<</A[ " * 20_000, b"1 0 obj<<(" * 20_000,
    b"obj<</A " * 1_000 + b"(" + b"x" * 2_000_000 + b")", b"obj<</A " * 1_000 + b"%" + b"x" * 2_000_000,
    stream(HELD + b"/Filter/FlateDecode", zlib.compress(b"1 0 null")) * 3_000,
], ids=range(6))  # fmt: skip
def test_it_is_looked_at_in_a_moment(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.formats.pdf.PIECES", 100_000)
    start = time.process_time()
    fault_of(pdf(b"/N /First", body))
    assert time.process_time() - start < 1
