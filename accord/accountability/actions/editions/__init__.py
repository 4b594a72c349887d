"""Editions of the global report: begun, outlined, written, frozen, checked by countries, approved by two, published, mended."""

from accord.accountability.actions.editions.checks import answer_check, reply_to_check
from accord.accountability.actions.editions.errata import publish_erratum, take_back_erratum, write_erratum
from accord.accountability.actions.editions.outline import (
    add_section,
    begin_edition,
    change_section,
    change_title,
    name_author,
    remove_section,
    unname_author,
    write_section,
)
from accord.accountability.actions.editions.steps import freeze_figures, publish_due_editions, take_edition_step

__all__ = [
    "add_section", "answer_check", "begin_edition", "change_section", "change_title", "freeze_figures", "name_author",
    "publish_due_editions", "publish_erratum", "remove_section", "reply_to_check", "take_back_erratum", "take_edition_step",
    "unname_author", "write_erratum", "write_section",
]  # fmt: skip
