"""Django's `i18n` tags, where words that stand in a template as they are (`{% translate "Search" %}`) are looked up once.

A page has twenty to a hundred of them; Django makes a promise of each and keeps it ninety calls later. In the settings this
library stands in the place of `i18n`, so that templates, and what collects their words, know nothing of it.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class KeptWords(i18n.TranslateNode):
    """Kept a language for as long as the template is."""

    def __init__(self, asked: Any) -> None:
        super().__init__(asked.filter_expression, asked.noop, asked.asvar)
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        words = self.kept.get(language)
        if words is None:
            drawn: str = super().render(context)
            words = self.kept[language] = context[self.asvar] if self.asvar else drawn
        if not self.asvar:
            return words
        context[self.asvar] = words
        return ""


def _translate(parser: Parser, token: Token) -> template.Node:
    made: Any = i18n.do_translate(parser, token)
    asked = made.filter_expression
    plain = not asked.filters and not made.message_context and asked.var.literal is not None
    node: template.Node = KeptWords(made) if plain else made
    return node


register.tag("translate", _translate)
register.tag("trans", _translate)
