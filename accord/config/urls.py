"""Root addresses: every page under its language; `/` goes where the reader's browser asks."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accord.kit import errors, views

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    *i18n_patterns(
        path("accounts/", include("accord.people.urls")),
        path("", include("accord.kit.urls")),
        path("", include("accord.record.urls")),
        path("", include("accord.directory.urls")),
        path("", include("accord.indicators.urls")),
        path("", include("accord.accountability.urls")),
        path("", include("accord.overview.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
