"""What Django and allauth say in Chinese."""

from django.utils.translation import trans_real


def borrow_chinese() -> None:
    """They keep it under `zh-hans`; our addresses and catalogue say `zh`, which finds none of it: what a catalogue of ours does
    not hold ("This field is required.") would stand in English."""
    trans_real.translation("zh")._fallback = trans_real.translation("zh-hans")  # type: ignore[attr-defined]
