"""A budget is taken as people write it and as pages print it; what is unclear is refused."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from accord.kit import locale_format
from accord.record.fields import Amount, Figure, PerCent

TAKEN = [
    ("en", "1200000", "1200000"), ("en", "1,200,000", "1200000"), ("en", "1 200 000", "1200000"), ("en", "1,200.50", "1200.50"),
    ("en", "1'200'000", "1200000"), ("fr", "1\u202f200\u202f000,5", "1200000.5"), ("ru", "1\u00a0200\u00a0000", "1200000"),
    ("es", "1.200.000", "1200000"), ("es", "1.200,50", "1200.50"), ("es", "400000.00", "400000.00"), ("fr", "1200,5", "1200.5"),
    ("ar", "١٬٢٠٠٬٠٠٠", "1200000"), ("ar", "١٢٠٠٫٥", "1200.5"), ("ar", "1,200,000", "1200000"), ("zh", "1,200,000", "1200000"),
    ("en", "400000.00", "400000.00"), ("en", "", None),
]  # fmt: skip
REFUSED = [("en", "1,20"), ("en", "12,00,000"), ("en", "1,200,00"), ("en", "1 20 000"), ("en", "1.200.000"), ("en", "a lot"),
           ("fr", "1,200,000"), ("en", "1e9 000"), ("en", "-5")]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "amount"), TAKEN)
def test_an_amount_is_read(language: str, text: str, amount: str | None) -> None:
    with translation.override(language):
        assert Amount(required=False).clean(text) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(("language", "text"), REFUSED)
def test_what_is_unclear_is_refused(language: str, text: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        Amount(min_value=0).clean(text)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
@pytest.mark.parametrize("amount", ["1200000", "1200.5", "950", "12345678.25"])
def test_what_a_page_prints_is_taken_back(language: str, amount: str) -> None:
    with translation.override(language):
        assert Amount().clean(locale_format.number(Decimal(amount), 2)) == Decimal(amount)


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [("fr", "62,5", "62.5"), ("es", "62,5", "62.5"), ("ru", "1 200,5", "1200.5"), ("ar", "٦٢٫٥", "62.5"), ("ar", "62.5", "62.5"),
     ("fr", "62.5", "62.5"), ("es", "1.234", "1.234"), ("zh", "62.5", "62.5"), ("en", "-0.5", "-0.5")],
)  # fmt: skip
def test_a_figure_is_read_as_its_language_writes_it(language: str, text: str, figure: str) -> None:
    """In Spanish a point in a figure stays a point: what is kept (1.234) is shown in a form as it is kept."""
    with translation.override(language):
        assert Figure().clean(text) == Decimal(figure)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "62,5"), ("en", "1,200"), ("zh", "62,5"), ("fr", "1,200,5"), ("en", "1E+9")]
)
def test_a_figure_that_could_be_two_is_refused(language: str, text: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        Figure().clean(text)


@pytest.mark.parametrize("text", ["40", "40%", "40 %", "40\u00a0%", "%40", "٤٠٪", "40％"])
def test_a_share_is_taken_with_its_sign(text: str) -> None:
    assert (PerCent().clean(text), Figure(per_cent=True).clean(text)) == (40, 40)


@pytest.mark.parametrize("text", ["140%", "4%0", "%", "40 per cent"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        PerCent().clean(text)


def test_a_figure_that_is_no_share_has_no_sign_of_one() -> None:
    with pytest.raises(forms.ValidationError):
        Figure().clean("40%")
