"""Who was an officer by a mark on the account becomes one by a capacity; who had a capacity and lost it does not."""

from django.db import migrations

from accord.kit import clock


def give_capacities(apps, schema_editor):
    Person, Capacity = apps.get_model("people", "Person"), apps.get_model("people", "Capacity")
    known = Capacity.objects.filter(role="secretariat").values("person")
    for person in Person.objects.filter(is_officer=True).exclude(pk__in=known):
        Capacity.objects.create(
            person=person, role="secretariat", state="active", starts_on=clock.today(), reason="Appointed with the site."
        )


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(give_capacities, migrations.RunPython.noop)]
