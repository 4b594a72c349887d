"""The directory of countries: found by name in any language, region and group; the same rows as CSV."""

import pytest
from django.test import Client

from accord.people.choosing import country_choices
from accord.people.models import Area, AreaAlias

pytestmark = pytest.mark.django_db
NAMES = {
    "XKA": {"en": "Côte Blanche", "ar": "الساحل الأبيض", "zh": "白海岸"},
    "XKB": {"en": "Upper Land", "ar": "الأرض العليا"},
    "XKC": {"en": "Island", "ar": "جزيرة"},
}


@pytest.fixture(autouse=True)
def places() -> None:
    world = Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    north = Area.objects.create(code="010", m49="010", kind="region", names={"en": "North"}, parent=world)
    south = Area.objects.create(code="020", m49="020", kind="region", names={"en": "South"}, parent=world)
    far = Area.objects.create(code="021", m49="021", kind="region", names={"en": "Far South"}, parent=south)
    for code, parent, groups in (("XKA", north, {}), ("XKB", far, {"ldc": True, "lldc": True}), ("XKC", south, {"sids": True})):
        Area.objects.create(code=code, iso3=code, kind="member_state", names=NAMES[code], parent=parent, **groups)
    AreaAlias.objects.create(alias="Haute-Terre", area=Area.objects.get(code="XKB"), source="x")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "XKA XKB XKC"), ("q=cote", "XKA"), ("q=الارض", "XKB"), ("q=haute", "XKB"), ("q=xkc", "XKC"), ("q=白海岸", "XKA"),
        ("q=land&group=sids", "XKC"), ("region=020", "XKB XKC"), ("region=021&group=lldc", "XKB"), ("group=ldc", "XKB"),
        ("group=is_staff", ""), ("region=999", ""), ("q=nowhere", ""),
    ],
)  # fmt: skip
def test_filters(query: str, codes: str) -> None:
    page = Client().get(f"/en/directory.json?{query}").json()
    assert sorted(c["iso3"] for g in page["groups"] for c in g["countries"]) == codes.split()
    assert page["count"] == len(codes.split())
    rows = Client().get(f"/en/directory/countries.csv?{query}").content.decode().splitlines()
    assert sorted(row[:3] for row in rows[1:]) == codes.split()


def test_the_page_offers_regions_and_groups_and_says_when_nothing_matches() -> None:
    html = Client().get("/en/directory/").content.decode()
    assert '<option value="021">Far South</option>' in html
    assert '<option value="001">' not in html
    assert "No country matches." in Client().get("/en/directory/?q=nowhere").content.decode()
    rows = Client().get("/en/directory/countries.csv?group=ldc").content.decode().splitlines()
    assert rows[0].startswith("iso3,m49,kind,name_ar,name_en")
    assert "World > South > Far South,1,1,0,real" in rows[1]


@pytest.mark.parametrize("path", ["directory/organisations/", "directory/people/", "recommendations/", "commitments/"])
def test_a_country_is_chosen_by_name(path: str) -> None:
    html = Client().get(f"/en/{path}?country=xkb").content.decode()
    assert '<option value="XKB" selected>Upper Land</option>' in html
    assert '<input id="p-country"' not in html
    assert 'maxlength="3"' not in html
    assert "countries" not in Client().get(f"/en/{path.rstrip('/')}.json").json()


def test_choices_are_in_the_order_of_their_names() -> None:
    assert [c.code for c in country_choices("real")] == ["XKA", "XKC", "XKB"]
    assert country_choices("demo") == []


@pytest.mark.parametrize("place", ["directory/", "directory/organisations/", "directory/people/"])
def test_each_filter_of_the_directory_has_a_label_that_is_seen(client: Client, place: str) -> None:
    form = client.get(f"/en/{place}").content.decode().partition('<form method="get" class="filters">')[2].partition("</form>")[0]
    assert form.count('<div class="field"><label for=') == form.count("</label>") >= 2
