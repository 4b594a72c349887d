"""What was shown to members, officers, a country or an organisation of the demonstration gets an audience of that world.

Tokens of search keep the old number until `accord reindex`; a found document is looked at a second time before it is shown.
"""

from django.db import migrations


def part(apps, schema_editor):
    Area, Organisation, Audience = (
        apps.get_model("people", "Area"), apps.get_model("people", "Organisation"), apps.get_model("record", "Audience")
    )
    Card, Event, Document = (apps.get_model("record", name) for name in ("Card", "Event", "SearchDocument"))
    codes = [f"{kind}:{code}" for code in Area.objects.filter(world="demo").values_list("code", flat=True)
             for kind in ("country", "desk")]
    codes += [f"org:{slug}" for slug in Organisation.objects.filter(world="demo").values_list("slug", flat=True)]
    Audience.objects.filter(code__in=codes).update(world="demo")
    for old in Audience.objects.filter(code__in=("members", "officers"), world="real"):
        cards = Card.objects.filter(world="demo", audience=old)
        if not cards.exists():
            continue
        new, _ = Audience.objects.get_or_create(code=old.code, world="demo")
        Event.objects.filter(card__in=cards, audience=old).update(audience=new)
        Document.objects.filter(card__in=cards, audience=old).update(audience=new)
        Card.objects.filter(world="demo", audience=old).update(audience=new)


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial"), ("record", "0002_audience_world")]

    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
