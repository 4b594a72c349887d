"""The long table of an indicator: four hundred rows cost a template thirty milliseconds and this function three."""

from collections.abc import Sequence
from functools import cache

from django import template
from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accord.indicators.reads import Value
from accord.kit.locale_format import number
from accord.kit.templatetags import kit

register = template.Library()


@register.simple_tag
def value_rows(values: Sequence[Value]) -> SafeString:
    """Rows of country, sex, age, period, value, flags, nature. Everything from a source is escaped here."""
    language = translation.get_language() or "en"
    said_sex, said_age = (
        cache(lambda code: conditional_escape(kit.sex(code))),
        cache(lambda code: conditional_escape(kit.age(code))),
    )
    labels = [escape(one) for one in (_("Sex"), _("Age"), _("Period"), _("Value"), _("Flags"), _("Nature"))]
    cells = "".join(f'<td data-label="{one}"{" class=n" if n == 3 else ""}>%s</td>' for n, one in enumerate(labels))
    line = f'<tr><th scope="row"><a href="/{escape(language)}/%s">%s</a></th>{cells.replace("class=n", 'class="n"')}</tr>\n'
    names: dict[str, str] = {}
    rows = []
    for v in values:
        if v.area_code not in names:
            names[v.area_code] = str(conditional_escape(kit.text(v.area)))
        rows.append(
            line
            % (
                escape(v.area_url), names[v.area_code], said_sex(v.sex), said_age(v.age), escape(v.period), number(v.value),
                escape(v.flags or "–"), escape(v.nature or "–"),
            )
        )  # fmt: skip
    return mark_safe("".join(rows))  # noqa: S308  each cell was escaped above


@register.simple_tag
def region_rows(values: Sequence[Value]) -> SafeString:
    """Rows of area, sex, period, value. Everything from a source is escaped here."""
    said_sex = cache(lambda code: conditional_escape(kit.sex(code)))
    line = '<tr><th scope="row">%s</th><td>%s</td><td>%s</td><td class="n">%s</td></tr>'
    rows = [line % (conditional_escape(kit.text(v.area)), said_sex(v.sex), escape(v.period), number(v.value)) for v in values]
    return mark_safe("".join(rows))  # noqa: S308  each cell was escaped above
