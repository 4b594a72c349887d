"""What fields take in: figures their columns hold, addresses and texts without what hides."""

import pytest
from django.core.exceptions import ValidationError

from accord.record.actions import accept_text
from accord.record.fields import Figure, GatedText, GatedURL


@pytest.mark.parametrize("typed", ["12.5", "-3", "+7", ".5", "999999999.999999", "0", " 4 "])
def test_a_figure_that_its_column_holds_is_taken(typed: str) -> None:
    assert str(Figure().clean(typed)) == str(Figure().clean(typed.strip().lstrip("+")))


@pytest.mark.parametrize(
    "typed",
    [
        "1E+9",
        "1e5",
        "0E+1000000",
        "1000000000",
        "9" * 5_000,
        "0.1234567",
        "NaN",
        "Infinity",
        "1_000",
        "12,5",
        "about 4",
        "1" * 16,
    ],
)
def test_a_figure_that_would_break_its_record_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Figure().clean(typed)


def test_a_budget_has_twelve_digits_before_the_point() -> None:
    budget = Figure(max_digits=14, decimal_places=2)
    assert budget.clean("999999999999.99")
    with pytest.raises(ValidationError):
        budget.clean("1000000000000")


@pytest.mark.parametrize("typed", ["https://example.org/about", "example.org", "http://example.org"])
def test_an_address_on_the_web_is_taken(typed: str) -> None:
    assert GatedURL().clean(typed).startswith("http")


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "ftp://example.org/", "https://example.org/?mail=amina@example.org",
     "https://example.org/+254722123456", "https://example.org/?m=amina%40example.org",
     "https://maps.example.org/@-1.28333,36.81667,17z", "https://example.org/" + "x" * 200],
)  # fmt: skip
def test_an_address_that_names_a_person_or_acts_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        GatedURL().clean(typed)


def test_what_turns_or_hides_a_text_is_taken_out() -> None:
    assert accept_text("a\u202eb\u2066c\u200bd\ufeffe\u00adf") == "abcdef"
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # its ZWNJ is spelling
    assert accept_text(persian) == persian
    assert accept_text("\u0915\u094d\u200d\u0937") == "\u0915\u094d\u200d\u0937"


@pytest.mark.parametrize(
    "hidden", ["am\u200bina@example.org", "amina@exam\u200dple.org", "+254 7\u200c22 123 456", "ami\u00adna@example.org"]
)
def test_nothing_invisible_carries_an_address_past_the_gate(hidden: str) -> None:
    with pytest.raises(ValidationError):
        accept_text(hidden)


@pytest.mark.parametrize("typed", ["\u200b", "\u200d\u200d", " \ufeff "])
def test_a_text_of_nothing_visible_is_empty(typed: str) -> None:
    with pytest.raises(ValidationError):
        GatedText().clean(typed)
    assert GatedText(required=False).clean(typed) == ""


def test_a_length_is_that_of_the_text_as_it_will_stand() -> None:
    with pytest.raises(ValidationError):
        GatedText(max_length=10).clean("\u0958" * 10)  # composed anew it has twenty characters


def test_one_refusal_names_at_most_twenty_findings() -> None:
    with pytest.raises(ValidationError) as told:
        accept_text("a@b.cc " * 2_000)
    assert len(told.value.messages) == 20
