import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from accord.kit import pieces

SAID = "discussions/said.html"
PLAIN = {"no": SafeString("7"), "author": "Ana & <b>", "when": "today", "edited": False, "quotes": "", "accepted": False,
         "folded": False, "here": "/en/t/", "reporting": "/en/r/", "html": SafeString("<p>a\x1ab</p>"), "written": "en",
         "direction": "ltr"}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "other", [{}, {"author": ""}, {"edited": True, "quotes": "3"}, {"accepted": True, "folded": True}, {"html": ""}], ids=str
)
def test_a_piece_is_what_its_template_gives(language: str, other: dict[str, str | bool]) -> None:
    piece = pieces.Piece(SAID)
    with translation.override(language):
        for values in ({**PLAIN, **other}, {**PLAIN, **other, "when": "yesterday\x1a", "author": other.get("author", "no\x1a")}):
            assert piece(**values) == render_to_string(SAID, {"language": language, **values})


def test_a_shape_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = render_to_string
    monkeypatch.setattr(pieces, "render_to_string", lambda name, context: drawn.append(name) or real(name, context))
    piece = pieces.Piece(SAID)
    for number in range(5):
        piece(**{**PLAIN, "no": SafeString(number)})
    assert len(drawn) == 1
    piece(**{**PLAIN, "accepted": True})
    assert len(drawn) == 2
