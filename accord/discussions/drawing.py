"""The posts of a page, drawn once for all who may see the same of them. What is the reader's own (buttons) stands outside;
which posts are folded is in the key."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString

from accord.discussions.models import Topic
from accord.discussions.reads.shown import PostShown, is_decided
from accord.discussions.reads.topic import TopicPage, posts_from
from accord.kit.pieces import Piece
from accord.record.cached import blocks

SAID = "discussions/said.html"
_said = Piece(SAID)
_moderating = Piece("discussions/moderating.html")


def posts(page: TopicPage) -> SafeString:
    """Of a page that its reader was let into."""
    language = translation.get_language() or "en"
    asking = page.chatham and page.may["post"]

    def draw() -> SafeString:
        ways = {"here": escape(f"/{language}/{page.url}"), "reporting": escape(f"/{language}/report-this/{page.url}?part=p")}
        said = [
            _post(one, folded=page.folded, asking=asking and is_decided(one), **ways) for one in posts_from(page.ref, page.start)
        ]
        return SafeString(f'<div class="posts">{"".join(said)}</div>')

    return blocks.kept(("posts", page.ref, page.start, language, page.folded, asking), draw)


def moderating(page: TopicPage) -> SafeString:
    """For who moderates there, what they may do; for others nothing."""
    if not page.may["moderate"]:
        return SafeString()
    here = f"/{translation.get_language() or 'en'}/{page.url}"
    return _moderating(
        here=here, open=page.state == Topic.State.OPEN, chatham=page.chatham, pinned=page.pinned, outcome=page.outcome is not None
    )


def _post(one: PostShown, *, folded: Collection[int], asking: bool, here: SafeString, reporting: SafeString) -> str:
    quoted = "" if one.quotes in folded else one.quoted
    values: dict[str, str | bool] = {
        "no": SafeString(one.no), "author": one.author, "when": one.when, "edited": one.edited_at is not None,
        "quotes": SafeString(one.quotes or ""), "accepted": one.accepted, "folded": one.number in folded, "here": here,
        "reporting": reporting, "quoted": quoted, "quoted_written": one.quoted_language,
        "quoted_direction": SafeString("rtl" if one.quoted_language == "ar" else "ltr"),
        "html": SafeString(one.html), "written": one.language, "direction": SafeString(one.direction), "asking": asking,
    }  # fmt: skip
    if one.translated or one.went_to or one.hidden_on or one.files:
        return render_to_string(SAID, {"p": one, "language": translation.get_language() or "en", **values})
    return _said(**values)
