"""What the pages and letters of this room need, as frozen dataclasses."""

from accord.notices.reads.owed import Group, Owed, OwedPage, country_lines, country_page, grouped, my_lines, owed_page
from accord.notices.reads.packs import PackLine, PackPage, pack_page, packs_of, unread_packs

__all__ = [
    "Group", "Owed", "OwedPage", "PackLine", "PackPage", "country_lines", "country_page", "grouped", "my_lines", "owed_page",
    "pack_page", "packs_of", "unread_packs",
]  # fmt: skip
