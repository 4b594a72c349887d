"""The kinds of platform: what is asked of each before it opens. The only place that tells them apart."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.spaces.models import Platform

K = Platform.Kind


@dataclass(frozen=True)
class PlatformKind:
    code: str
    told: str | Promise
    countries: int = 0  # how many must be named
    months: int = 24  # until its review, at the latest


KINDS = {
    one.code: one
    for one in (
        PlatformKind(K.ACTION, _("Countries and organisations act against one danger, with a joint work plan."), countries=2),
        PlatformKind(K.WORKING, _("A group that works out one thing: a text, a method, a plan."), months=24),
        PlatformKind(K.COUNTRY, _("Countries that share a border, a region or a task."), countries=2, months=36),
        PlatformKind(K.TASK, _("A few people with one task and a last day."), months=12),
        PlatformKind(K.PRACTICE, _("People of one field who learn from each other."), months=36),
    )
}


def kind_of(platform: Platform) -> PlatformKind:
    return KINDS[platform.kind]
