"""Of whom something is: a country, or a body that is of no country."""

from dataclasses import dataclass

from accord.people.models import Area, Organisation


@dataclass(frozen=True)
class Home:
    """A country, its bodies included; where the owner is of no country, that body. `code`: XAA, or the body's slug."""

    code: str
    names: dict[str, str]
    url: str


def home_of(area: Area | None, owner: Organisation | None) -> Home:
    if area is not None:
        return Home(area.code, area.names, area.url)
    assert owner is not None  # the tables hold it
    return Home(owner.slug, owner.names, body_url(owner))


def body_url(body: Organisation) -> str:
    return f"directory/organisations/{body.slug}/"
