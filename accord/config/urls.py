"""Root addresses: every page under its language; `/` goes where the reader's browser asks."""

from collections.abc import Iterable
from importlib import import_module

from django.conf.urls.i18n import i18n_patterns
from django.urls import ResolverMatch, URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from accord.indicators.sdmx import views as sdmx
from accord.kit import errors, views
from accord.kit.texts import LANGUAGES
from accord.overview.views import home_json

ROOMS = (
    "kit", "record", "moderation", "directory", "indicators", "learning", "spaces", "discussions", "accountability", "notices",
    "overview",
)  # fmt: skip


class ByFirstWord(URLResolver):
    """The addresses of all rooms, those of one first word together: a request looks at its own word's alone, not at four hundred.

    Within a word they stay in their order; no address begins with what a request fills in.
    """

    def __init__(self, patterns: Iterable[URLPattern]) -> None:
        groups: dict[str, list[URLPattern]] = {}
        single: list[URLPattern] = []
        for one in patterns:
            word, slash, rest = str(one.pattern).partition("/")
            if slash:
                groups.setdefault(word, []).append(path(rest, one.callback, one.default_args, one.name))
            else:
                single.append(one)
        self.of_word = {word: path(f"{word}/", include(ours)) for word, ours in groups.items()}
        super().__init__(RoutePattern(""), [*self.of_word.values(), *single])

    def resolve(self, path: str) -> ResolverMatch:
        word, slash, _rest = str(path).partition("/")
        group = self.of_word.get(word) if slash else None
        if group is None:
            return super().resolve(path)
        found = group.resolve(path)
        found.route = f"{group.pattern}{found.route}"
        return found


urlpatterns = [
    *i18n_patterns(
        path("accounts/", include("accord.people.urls")),
        ByFirstWord(pattern for room in ROOMS for pattern in import_module(f"accord.{room}.urls").urlpatterns),
    ),
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.healthz, name="healthz"),
    path("sdmx/2.1/<path:path>", sdmx.sdmx_21, name="sdmx_21"),
    path("sdmx/v2/<path:path>", sdmx.sdmx_v2, name="sdmx_v2"),
    path("sdmx/3.0/<path:path>", sdmx.sdmx_30, name="sdmx_30"),
    path("robots.txt", views.robots, name="robots"),
    *[path(f"{code}.json", home_json, {"language": code}, name="home_json") for code in LANGUAGES],  # the first page's value
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
