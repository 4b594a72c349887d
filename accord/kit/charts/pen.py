"""One pen for all charts: it mirrors for right-to-left readers, escapes every word and colours by class only.

Strings are put together by hand here, and only here: a map has 195 tiles, and `format_html` made it four times slower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils import translation
from django.utils.safestring import SafeString

from accord.kit.locale_format import number, percent

type Number = Decimal | float | int
LETTER = 6.6  # mean width of a letter of 12 units: enough to leave room for a label
PERCENT = ("percent", "per cent", "%", "pt")


@dataclass(frozen=True)
class ChartPicture:
    """The drawing, the sentence it is labelled with, and the table that stands beside it."""

    svg: SafeString
    label: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: tuple[tuple[str, str], ...] = ()  # class of a swatch, its words


@dataclass(frozen=True)
class Pen:
    """Places are given as a left-to-right reader would: the pen mirrors. An anchor of `start` is the reader's start."""

    width: float
    height: float
    rtl: bool = False

    def x(self, at: float, wide: float = 0) -> float:
        return self.width - at - wide if self.rtl else at

    def text(self, at: float, y: float, words: str, anchor: str = "start", look: str = "") -> SafeString:
        """Words without a letter, as `15–19`, are isolated: a right-to-left line would turn them round."""
        if self.rtl and not any(sign.isalpha() for sign in words):
            words = isolated(words)
        place = f'x="{_short(self.x(at))}" y="{_short(y)}" text-anchor="{anchor}"'
        return SafeString(f"<text {place}{_class(look)}>{escape(words)}</text>")

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> SafeString:
        start = f'x1="{_short(self.x(x1))}" y1="{_short(y1)}"'
        return SafeString(f'<line{_class(look)} {start} x2="{_short(self.x(x2))}" y2="{_short(y2)}"/>')

    def path(self, points: Sequence[tuple[float, float]], look: str) -> SafeString:
        return SafeString(f'<polyline{_class(look)} points="{self._spots(points)}"/>')

    def shape(self, points: Sequence[tuple[float, float]], look: str) -> SafeString:
        return SafeString(f'<polygon{_class(look)} points="{self._spots(points)}"/>')

    def dot(self, x: float, y: float, radius: float, look: str) -> SafeString:
        return SafeString(f'<circle{_class(look)} cx="{_short(self.x(x))}" cy="{_short(y)}" r="{_short(radius)}"/>')

    def box(self, x: float, y: float, wide: float, high: float, look: str) -> SafeString:
        place = f'x="{_short(self.x(x, wide))}" y="{_short(y)}"'
        return SafeString(f'<rect{_class(look)} {place} width="{_short(wide)}" height="{_short(high)}"/>')

    def titled(self, words: str, parts: Sequence[SafeString]) -> SafeString:
        """Parts that show their words when pointed at."""
        return SafeString(f"<g><title>{escape(words)}</title>{''.join(parts)}</g>")

    def svg(self, parts: Sequence[SafeString], label: str, look: str = "") -> SafeString:
        """`direction` is said outright: text anchors would else follow whatever surrounds the drawing."""
        box = f'viewBox="0 0 {_short(self.width)} {_short(self.height)}" direction="{"rtl" if self.rtl else "ltr"}"'
        return SafeString(f'<svg{_class(look)} {box} role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>')

    def _spots(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{_short(self.x(x))},{_short(y)}" for x, y in points)


def reads_from_the_right() -> bool:
    return translation.get_language() == "ar"


def isolated(words: str) -> str:
    return f"\u2066{words}\u2069"


def with_unit(value: Number, unit: str) -> str:
    digits = 1 if abs(float(value)) >= 1 else 2
    return percent(value, digits) if unit.lower() in PERCENT else number(value, digits)


def room_for(words: Sequence[str]) -> float:
    return max((len(one) for one in words), default=0) * LETTER


def round_top(value: float) -> float:
    """The next round number above: 1, 2, 2.5, 4, 5, 8 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** (len(f"{int(value)}") - 1) if value >= 1 else 0.1
    while power > value:
        power /= 10
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= value * 0.999999)


def _class(look: str) -> str:
    return f' class="{escape(look)}"' if look else ""


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
