"""Words of figures for templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accord.indicators import words
from accord.indicators.drawing import tables
from accord.indicators.explore import like_views
from accord.indicators.explore.like import Part
from accord.indicators.reads.changes import Change
from accord.kit.texts import Text

register = template.Library()


@register.filter
def own(text: str) -> Text:
    """A fact of the starter tables, for `|text`: in the reader's language where it is known there."""
    return words.own(text)


@register.filter
def years(text: str) -> SafeString:
    """A period whose figures keep their order."""
    return mark_safe(tables.years(text))  # noqa: S308  escaped there


@register.filter
def of_whom(change: Change) -> SafeString:
    return mark_safe(tables.years(words.who(change.sex, change.age)))  # noqa: S308  escaped there


@register.filter
def amount(value: object) -> str:
    return tables.amount(value) if value is not None else ""


@register.filter
def digest(sha256: str) -> SafeString:
    """A long code that may break anywhere and runs from the left."""
    return format_html('<code class="digest"><bdi dir="ltr">{}</bdi></code>', sha256)


@register.filter
def part_words(part: Part) -> SafeString:
    return mark_safe(tables.years(like_views.part_words(part)))  # noqa: S308  escaped there
