"""Writes of the directory."""

from collections.abc import Sequence

from accord.directory.models import Partnership
from accord.people.models import Area
from accord.record.actions import CardText, publish_card
from accord.record.models import Card


def publish_country(area: Area, other_names: Sequence[str] = ()) -> Card:
    """The card of a country, found by every name in use."""
    return publish_card(
        CardText(
            ref=f"countries/{area.iso3}",
            kind="country",
            url=area.url,
            title=area.names,
            text=" ".join([area.iso3 or "", *other_names]),
            world=area.world,
            areas=[area],
        )
    )


def publish_partnership(partnership: Partnership) -> Card:
    return publish_card(
        CardText(
            ref=f"partnerships/{partnership.slug}",
            kind="partnership",
            url=f"partnerships/#{partnership.slug}",
            title=partnership.names,
            summary=partnership.mandate,
            text=partnership.host,
            areas=list(partnership.countries.all()),
            topics=list(partnership.topics.all()),
            owner=partnership.organisation,
        )
    )
