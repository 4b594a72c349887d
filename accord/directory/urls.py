from django.urls import path

from accord.directory.views import desk, pages
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("directory/", pages.directory, "directory"),
    path("directory/countries.csv", pages.countries_csv, name="countries_csv"),
    path("directory/organisations.csv", pages.organisations_csv, name="organisations_csv"),
    path("directory/organisations/new/", desk.register, name="register_organisation"),
    *page_path("directory/organisations/", pages.organisations, "organisations"),
    *page_path("directory/organisations/<slug:slug>/", pages.organisation, "organisation"),
    path("directory/organisations/<slug:slug>/verify/", desk.verify, name="verify_organisation"),
    path("directory/people.csv", pages.people_csv, name="people_csv"),
    *page_path("directory/people/", pages.people, "people"),
    path("directory/people/<int:number>/end/", desk.end, name="end_capacity"),
    path("directory/nominate/", desk.nominate, name="nominate"),
    path("directory/nominations/", desk.nominations, name="nominations"),
    path("directory/nominations/<int:number>/", desk.check, name="check_nomination"),
    path("directory/nominations/<int:number>/refuse/", desk.refuse, name="refuse_nomination"),
    path("conferences/<slug:conference>.csv", pages.conference_csv, name="conference_csv"),
    *page_path("conferences/<slug:conference>/", pages.conference, "conference"),
    *page_path("partnerships/", pages.partnerships, "partnerships"),
    path("partnerships/<slug:slug>/confirm/", desk.confirm, name="confirm_partnership"),
    path("partnerships/<slug:slug>/organisation/", desk.tie, name="tie_partnership"),
]
