"""Root addresses: every page under its language; `/` goes where the reader's browser asks."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accord.indicators.sdmx import views as sdmx
from accord.kit import errors, views
from accord.kit.texts import LANGUAGES
from accord.overview.views import home_json

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.healthz, name="healthz"),
    path("sdmx/2.1/<path:path>", sdmx.sdmx_21, name="sdmx_21"),
    path("sdmx/v2/<path:path>", sdmx.sdmx_v2, name="sdmx_v2"),
    path("sdmx/3.0/<path:path>", sdmx.sdmx_30, name="sdmx_30"),
    path("robots.txt", views.robots, name="robots"),
    *[path(f"{code}.json", home_json, {"language": code}, name="home_json") for code in LANGUAGES],  # the first page's value
    *i18n_patterns(
        path("accounts/", include("accord.people.urls")),
        path("", include("accord.kit.urls")),
        path("", include("accord.record.urls")),
        path("", include("accord.moderation.urls")),
        path("", include("accord.directory.urls")),
        path("", include("accord.indicators.urls")),
        path("", include("accord.learning.urls")),
        path("", include("accord.spaces.urls")),
        path("", include("accord.discussions.urls")),
        path("", include("accord.accountability.urls")),
        path("", include("accord.notices.urls")),
        path("", include("accord.overview.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
