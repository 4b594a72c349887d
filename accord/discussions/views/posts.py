"""One post: its page, its files, changing it."""

import unicodedata
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.discussions import access, actions, forms, machine
from accord.discussions.models import Attachment, Post, Topic, Translation
from accord.discussions.reads import posts as reads
from accord.discussions.reads.shown import page_start
from accord.discussions.views.topics import about, me, speaks_as
from accord.formats.media import ENDS, is_picture
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.moderation.speaking import check_files, check_post
from accord.record.actions import Conflict, accept_text
from accord.record.editing import edit
from accord.record.sending import sent_before

NAME = 80  # letters of a file's name


@public
def post(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    page = reads.post_page(request.user, ref, number)
    if page.unseen_mention:
        actions.see_mentions(me(request), ref, number)
    return show(request, "discussions/post.html", page)


@members_only
def edit_post(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    topic, row, _rights = access.to_edit(request.user, ref, number, sent=request.method == "POST")
    page = about(topic, _("Edit your post"), _("Save"), lead=_("The wording of before stays readable beside the post."))

    def save(given: dict[str, Any], version: int) -> str:
        check_post(me(request), topic.place, text=given["words"].text, files=len(given["files"]), again=True)
        told = {"reason": given["reason"], "take_off": given.get("take_off", ()), "files": given["files"]}
        made = actions.edit_post(row, given["words"], version=version, by=me(request), **told)
        return f"{topic.url}?from={page_start(made.number)}#{made.part}"

    initial, key = {"text": row.text, "language": row.language}, f"topic/{ref}/{number}"
    form = changing(forms.EditForm, request, topic, row)
    return edit(request, form, page, key=key, version=row.version, initial=initial, save=save, done=_("It is saved."))


def changing(form: Any, request: HttpRequest, topic: Topic, row: Post) -> Any:
    """With the files that hang on the post."""
    there = list(row.attachments.filter(until=None).values_list("pk", "words"))
    check = partial(check_post if topic.chatham else check_files, me(request), topic.place, again=True)
    return partial(form, there=there, may_send=lambda files: check(files=files))


@public
def topic_file(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Seen by who sees the post that it hangs on."""
    topic = access.access_topic(request.user, ref)
    found = Attachment.objects.select_related("post").filter(pk=number, post__topic=topic).first()
    if found is None or not access.may_see_post(found.post):
        raise Http404
    response = HttpResponse(bytes(found.data), content_type=found.kind)
    shown = is_picture(found.kind)
    response["Content-Disposition"] = content_disposition_header(not shown, file_name(found.words, found.kind)) or "inline"
    if not shown:  # opened by a program of the reader's own, never as a page of this site
        response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    # A browser asks anew each time (and is told that nothing changed): of what was hidden it shows nothing more.
    response["Cache-Control"] = "private, no-store" if topic.is_closed_to_others else "private, no-cache"
    return response


def file_name(words: str, kind: str) -> str:
    """Of what the document is called: letters, digits and what joins them. Signs that turn a line or lead elsewhere are gone."""
    plain = "".join(c if c in "-_" or unicodedata.category(c)[0] in "LMN" else " " for c in words)
    return f"{'-'.join(plain.split())[:NAME].strip('-') or 'file'}.{ENDS[kind]}"


@members_only
def translate(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """By somebody who takes part. `?language=fr`: into which."""
    if before := sent_before(request):
        return before
    topic, row, rights = access.to_translate(request.user, ref, number)
    asked = request.POST.get("language") or request.GET.get("language") or translation.get_language() or "en"
    mine = row.translations.filter(language=asked, origin=Translation.Origin.HUMAN).first()
    page = about(topic, _("Translate a post"), _("Save"), lead=speaks_as(rights.hat), quote=row.text, quote_lang=row.language)

    def save(given: dict[str, Any], version: int) -> str:
        if given["language"] == row.language:
            raise ValidationError({"language": _("It is written in this language already.")})
        check_post(me(request), topic.place, text=given["words"].text, again=True)
        actions.translate_post(
            row, given["words"], version=version, of_version=given["of_version"], by=me(request), hat=rights.hat
        )
        return f"{topic.url}{number}/"

    initial = {"language": asked, "of_version": row.version, "text": mine.text if mine else ""}
    key, version = f"topic/{ref}/{number}/translate/{asked[:2]}", mine.version if mine else 0
    return edit(request, forms.TranslationForm, page, key=key, version=version, initial=initial, save=save)


@require_POST
@members_only
def ask_machine(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Into the reader's language. The machine is asked once for each wording and language; others find what it said."""
    topic, row, _rights = access.access_post(request.user, ref, number)
    target = translation.get_language() or "en"
    if not machine.may_read(topic) or row.state != Post.State.SHOWN or row.language == target:
        raise Http404
    known = row.translations.filter(language=target, origin=Translation.Origin.MACHINE, of_version=row.version).exists()
    if not known:
        try:
            said = accept_text(machine.translate(row.text, row.language, target), limit=3 * forms.LENGTH)
            actions.keep_machine_translation(row, actions.drawn(said, target), of_version=row.version)
        except (machine.Unreachable, ValidationError, Conflict):
            messages.error(request, _("The machine that translates gave no answer. Try again later, or translate it yourself."))
    return HttpResponseRedirect(f"/{target}/{topic.url}{number}/")
