"""The posts of a page, drawn once for all who may see the same of them. What is the reader's own (buttons) stands outside."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from accord.discussions.reads.topic import TopicPage, posts_from
from accord.record.cached import blocks


def posts(page: TopicPage) -> SafeString:
    """Of a page that its reader was let into."""
    language, moderates = translation.get_language() or "en", page.may["moderate"]

    def draw() -> SafeString:
        told = {"posts": posts_from(page.ref, page.start, moderates=moderates), "url": page.url}
        return render_to_string("discussions/posts.html", {"page": told, "language": language})

    return blocks.kept(("posts", page.ref, page.start, language, moderates), draw)
