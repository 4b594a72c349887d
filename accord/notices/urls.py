from django.urls import path

from accord.kit.pages import page_path
from accord.notices.views import pages, putting_off

urlpatterns = [
    path("owed.csv", pages.owed_csv, name="owed_csv"),
    path("owed.ics", pages.owed_calendar, name="owed_calendar"),
    *page_path("owed/", pages.owed, "owed"),
    path("owed/letters/", putting_off.letters, name="letters"),
    path("owed/put-off/<path:thing>/", putting_off.snooze, name="snooze"),
    *page_path("owed/packs/<int:number>/", pages.pack, "pack"),
    path("owed/packs/<int:number>/read/", putting_off.read, name="read_pack"),
    path("countries/<str:iso3>/owed.csv", pages.country_csv, name="country_owed_csv"),
    path("countries/<str:iso3>/owed.ics", pages.country_calendar, name="country_owed_calendar"),
    *page_path("countries/<str:iso3>/owed/", pages.country, "country_owed"),
]
