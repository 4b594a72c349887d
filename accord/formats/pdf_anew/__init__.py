"""A PDF written anew from what its pages show. Nothing of the old file is taken over but what is named in here.

Runs in a process of its own (`worker.py`): whoever sends a hostile file gets so much time and memory and no more. What is kept:
contents of pages, fonts, pictures (decoded and coded anew), tags and languages for those who listen, links to the web. Gone are
metadata, scripts, actions, forms, comments, embedded files, bookmarks, layers, thumbnails, colour profiles and all that no page
shows.
"""

PAGES = 40
READ = 5_000_000  # bytes of the file as it came
WRITTEN = 2_000_000  # and of the new one
UNPACKED = 60_000_000  # bytes of all streams together
TEXT = 500_000  # letters in all: they are looked through in the process that serves pages
SECONDS = 15
MEMORY = 1_000_000_000


class Refused(Exception):
    """`code`: broken, locked, form, pages, large, huge, picture, letters, wordless, slow, busy. `page`: which, 0 for none."""

    def __init__(self, code: str, page: int = 0) -> None:
        self.code, self.page = code, page
        super().__init__(f"{code} {page}".strip())
