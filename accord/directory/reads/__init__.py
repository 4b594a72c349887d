"""What pages of the directory need, as frozen values."""

from accord.directory.reads.bodies import nominations_page, organisation_page, organisations_page, people_page
from accord.directory.reads.conferences import conference_page, conference_rows, pledges_of
from accord.directory.reads.countries import CountryFacts, countries_found, country_facts, directory_page
from accord.directory.reads.partnerships import partnerships_page

__all__ = [
    "CountryFacts", "conference_page", "conference_rows", "countries_found", "country_facts", "directory_page",
    "nominations_page", "organisation_page", "organisations_page", "partnerships_page", "people_page", "pledges_of",
]  # fmt: skip
