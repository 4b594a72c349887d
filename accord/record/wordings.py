"""An earlier wording in its reader's words: codes by their names, days and sums as the language writes them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from accord.kit import locale_format
from accord.kit.interface import spoken_language
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import Text, reader_language
from accord.record.models import Card, Topic

type Said = Text | str
NONE = "–"
LANGUAGES = ("language", "languages")


def plainly(value: Any) -> str:
    """As it is kept, codes and all."""
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


class Wordings:
    """`language` is that of what somebody wrote; `choices` are the names of codes by field, `cards` the beginnings of references
    of other records. Topics are asked for once, where one changed."""

    def __init__(
        self,
        language: str,
        choices: Mapping[str, Mapping[str, str | Promise]],
        *,
        days: Collection[str] = (),
        sums: Collection[str] = (),
        shares: Collection[str] = (),
        cards: Mapping[str, str] | None = None,
    ) -> None:
        self.language, self.choices, self.cards = language, choices, cards or {}
        self.days, self.sums, self.shares = days, sums, shares

    @cached_property
    def topics(self) -> dict[str, str]:
        return {t.code: str(t.name) for t in Topic.objects.all()}

    def of(self, name: str, value: Any) -> Said:
        if value in (None, "", []):
            return NONE
        codes = value if isinstance(value, list) else [value]
        if name in self.choices:
            found = [self.choices[name].get(code) or str(code) for code in codes]
            return Text(", ".join(map(str, found)), spoken_language(found[0], reader_language()))
        if name == "topics":
            return Text(", ".join(self.topics.get(code, str(code)) for code in codes), reader_language())
        if name in LANGUAGES:
            return Text(", ".join(OWN_NAMES.get(code, str(code)) for code in codes), reader_language())
        if name in self.days:
            return locale_format.day(date.fromisoformat(value))
        if name in self.sums:
            return locale_format.number(value, 2)
        if name in self.shares:
            return locale_format.percent(value, 0)
        if name in self.cards:
            card = (
                Card.objects.visible_to(AnonymousUser()).filter(ref=f"{self.cards[name]}{value}").first()
            )  # as everyone sees it
            return card.name if card else str(value)
        return Text(plainly(value), self.language)
