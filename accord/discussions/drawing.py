"""The posts of a page, drawn once for all who may see the same of them. What its reader may do is put in after that; which posts
are folded is in the key."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from accord.discussions.models import Post, Topic
from accord.discussions.reads.shown import PostShown, is_asked, is_decided
from accord.discussions.reads.topic import TopicPage, posts_from
from accord.kit.pieces import Piece
from accord.people.models import Person
from accord.record.cached import blocks
from accord.record.models import Reader

SAID = "discussions/said.html"
_HALF = "\x1c"  # in no text that was cleaned
_SHOWN = str(Post.State.SHOWN)
_said = Piece(SAID)
_moderating = Piece("discussions/moderating.html")


# A post in two halves, between which stands what its reader may do: number, halves, whether its words stand as they were said,
# by which person and in which capacity. No class: a page is read from memory twenty posts at a time.
type _Drawn = tuple[int, str, str, bool, int | None, int | None]


def posts(page: TopicPage, user: Reader) -> SafeString:
    """Of a page that its reader was let into."""
    language = translation.get_language() or "en"
    here = escape(f"/{language}/{page.url}")
    asking = is_asked(user, chatham=page.chatham, world=page.world)

    def draw() -> list[_Drawn]:
        ways = {"here": here, "reporting": escape(f"/{language}/report-this/{page.url}?part=p")}
        rows, shown = posts_from(page.ref, page.start)
        said = [_post(one, folded=page.folded, asking=asking and is_decided(one), **ways) for one in shown]
        return [_drawn(row, html) for row, html in zip(rows, said, strict=True)]

    drawn = blocks.copied(("posts", page.ref, page.start, language, page.folded, asking), draw)
    if page.may["post"] and isinstance(user, Person):
        said = _with_links(drawn, page, user, here)
    else:
        said = [first + second for _number, first, second, *_of in drawn]
    return SafeString(f'<div class="posts">{"".join(said)}</div>')


def _drawn(row: Post, html: str) -> _Drawn:
    first, _mark, second = html.partition(_HALF)
    return row.number, first, second, row.state == _SHOWN, row.person_id, row.capacity_id


def _with_links(drawn: list[_Drawn], page: TopicPage, user: Person, here: str) -> list[str]:
    """To reply to a post; to accept it as the answer; to change one's own, as `access.may_edit` has it, which the form asks
    again. Of a sealed name the site does not look whose it is until somebody opens the post."""
    reply, edit = escape(pgettext("to a post", "Reply")), escape(gettext("Edit"))
    write, me, hats = f"{here}{page.write_url.removeprefix(page.url)}?quotes=", user.pk, {None, *(hat.pk for hat in user.hats)}
    accept = escape(gettext("Accept it as the answer")) if page.may["answer"] else ""
    said: list[str] = []
    for number, first, second, plain, person, hat in drawn:
        hidden = f'<span class="hide">: #{number}</span></a>'
        links = f'<a href="{write}{number}">{reply}{hidden}' if plain else ""
        if plain and accept and number not in (1, page.answer):
            links += f'<a href="{here}{number}/answer/">{accept}{hidden}'
        if plain and person == me and hat in hats:
            links += f'<a href="{here}{number}/edit/">{edit}{hidden}'
        said.append(f"{first}{links}{second}")
    return said


def moderating(page: TopicPage) -> SafeString:
    """For who moderates there, what they may do; for others nothing."""
    if not page.may["moderate"]:
        return SafeString()
    here = f"/{translation.get_language() or 'en'}/{page.url}"
    return _moderating(
        here=here, open=page.state == Topic.State.OPEN, chatham=page.chatham, pinned=page.pinned, outcome=page.outcome is not None
    )


def _post(one: PostShown, *, folded: Collection[int], asking: bool, **ways: SafeString) -> str:
    quoted = "" if one.quotes in folded else one.quoted
    values: dict[str, str | bool] = {
        "no": SafeString(one.no), "author": one.author, "when": one.when, "edited": one.edited_at is not None,
        "quotes": SafeString(one.quotes or ""), "accepted": one.accepted, "masked": one.masked, "folded": one.number in folded,
        "half": SafeString(_HALF), "quoted": quoted, "quoted_written": one.quoted_language,
        "quoted_direction": SafeString("rtl" if one.quoted_language == "ar" else "ltr"),
        "html": SafeString(one.html), "written": one.language, "direction": SafeString(one.direction), "asking": asking,
        **ways,
    }  # fmt: skip
    if one.translated or one.went_to or one.hidden_on or one.files:
        return render_to_string(SAID, {"p": one, "language": translation.get_language() or "en", **values})
    return _said(**values)
