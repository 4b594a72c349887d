"""Headings of tables that tell of single persons, and those of totals."""

import pytest

from accord.calc.case_rows import personal_heading


@pytest.mark.parametrize(
    "heading",
    ["First name", "SURNAME", "Child’s name", "Child's name", "Date of birth", "Case_ID", "Case No.", "Prénom", "N° de dossier",
     "Fecha de nacimiento", "Имя ребёнка", "Домашний адрес", "تاريخ الميلاد", "الإحداثيات", "出生日期", " Home  address: "],
)  # fmt: skip
def test_a_heading_of_single_persons_is_found(heading: str) -> None:
    assert personal_heading([["Totals", ""], ["Year", heading]]) == (2, 2, heading)


@pytest.mark.parametrize(
    "row",
    [["Name", "Cases"], ["Number of cases", "Age group"], ["Name of organisation", "Year"], ["Latitude", "Year"],
     ["Nombre", "Casos"], ["Nombre de cas", "Année"],
     ["Address", "District"], ["Births", "Date"], ["Name of child protection service", "Staff"]],
)  # fmt: skip
def test_headings_of_totals_are_left_alone(row: list[str]) -> None:
    assert personal_heading([row]) is None


def test_latitude_and_longitude_together_place_somebody() -> None:
    assert personal_heading([["District", "Lat", "Long."]]) == (1, 2, "Lat")
