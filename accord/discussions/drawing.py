"""The posts of a page, drawn once for all who may see the same of them. What is the reader's own (buttons) stands outside;
which posts are folded is in the key."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from accord.discussions.reads.topic import TopicPage, posts_from
from accord.record.cached import blocks


def posts(page: TopicPage) -> SafeString:
    """Of a page that its reader was let into."""
    language = translation.get_language() or "en"

    def draw() -> SafeString:
        told = {"posts": posts_from(page.ref, page.start), "folded": page.folded}
        ways = {"here": f"/{language}/{page.url}", "reporting": f"/{language}/report-this/{page.url}?part=p"}
        return render_to_string("discussions/posts.html", {"page": told, "language": language, **ways})

    return blocks.kept(("posts", page.ref, page.start, language, page.folded), draw)
