"""A name of this room's templates for a filter that every room has (kit)."""

from django import template

from accord.kit.templatetags.kit import linked

register = template.Library()
register.filter(linked)
