"""`{% extends %}`, where the blocks of the template that is extended are looked for once.

Django walks through all of it each time that a page is drawn: a tenth of the work of a page from kept pieces. Templates that are
kept do not change, and neither do their blocks.
"""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Template, Token
from django.template.context import Context
from django.template.loader_tags import ExtendsNode, do_extends

register = template.Library()


class _Known(NodeList):
    """Nodes whose parts of a kind are found once."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self.found: dict[type[Any], list[Any]] = {}

    def get_nodes_by_type(self, nodetype: type[Any]) -> list[Any]:
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]


class _Extends(ExtendsNode):
    def get_parent(self, context: Context) -> Template:
        parent: Template = super().get_parent(context)
        if not isinstance(parent.nodelist, _Known):
            parent.nodelist = _Known(parent.nodelist)
        return parent


@register.tag
def extends(parser: Parser, token: Token) -> template.Node:
    made = do_extends(parser, token)
    made.__class__ = _Extends
    return made
