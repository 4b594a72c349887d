"""Where I was named, what is new since I read, what I said I would do."""

from django.http import HttpRequest, HttpResponse

from accord.discussions.reads import mine as reads
from accord.discussions.views.topics import me
from accord.kit.access import members_only
from accord.kit.pages import show


@members_only
def mine(request: HttpRequest) -> HttpResponse:
    return show(request, "discussions/mine.html", reads.my_discussions(me(request)))
