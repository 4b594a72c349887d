"""One post: its page, its pictures, changing it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.discussions import access, actions, forms
from accord.discussions.models import Attachment
from accord.discussions.reads import posts as reads
from accord.discussions.reads.topic import page_start
from accord.discussions.views.topics import about, me
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.record.editing import edit
from accord.record.sending import sent_before

SUFFIX = {"image/png": "png", "image/jpeg": "jpg"}


@public
def post(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    return show(request, "discussions/post.html", reads.post_page(request.user, ref, number))


@members_only
def edit_post(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    topic, row, _rights = access.to_edit(request.user, ref, number, sent=request.method == "POST")
    page = about(topic, _("Edit your post"), _("Save"), lead=_("The wording of before stays readable beside the post."))

    def save(given: dict[str, Any], version: int) -> str:
        made = actions.edit_post(row, given["words"], version=version, by=me(request), reason=given["reason"])
        return f"{topic.url}?from={page_start(made.number)}#{made.part}"

    initial, key = {"text": row.text, "language": row.language}, f"topic/{ref}/{number}"
    return edit(request, forms.EditForm, page, key=key, version=row.version, initial=initial, save=save, done=_("It is saved."))


@public
def topic_file(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Seen by who sees the post that it hangs on."""
    topic = access.access_topic(request.user, ref)
    found = Attachment.objects.select_related("post").filter(pk=number, post__topic=topic).first()
    if found is None or not access.may_see_post(found.post, access.rights_in(request.user, topic)):
        raise Http404
    response = HttpResponse(bytes(found.data), content_type=found.kind)
    response["Content-Disposition"] = f'inline; filename="{found.sha256[:12]}.{SUFFIX[found.kind]}"'
    response["Cache-Control"] = "private, no-store" if topic.is_closed_to_others else "private, max-age=600"
    return response
