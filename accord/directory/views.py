from django.http import HttpRequest, HttpResponse

from accord.directory import reads
from accord.kit.access import public
from accord.kit.pages import show


@public
def directory(request: HttpRequest) -> HttpResponse:
    return show(request, "directory/directory.html", reads.directory_page())


@public
def partnerships(request: HttpRequest) -> HttpResponse:
    return show(request, "directory/partnerships.html", reads.partnerships_page())
