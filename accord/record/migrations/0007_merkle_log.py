import hashlib
from datetime import UTC

from django.db import migrations, models


def chained(previous, position, hour, digest):
    return hashlib.sha256(f"{previous}\n{position}\n{hour}\n{digest}".encode()).hexdigest()


def put_into_the_log(apps, schema_editor):
    """Sealed lines as they stand, in their order. A journal that did not stand gets no signed end, so that it goes on being told."""
    from accord.calc.canonical import time_text
    from accord.record.lines import head_words, holds, leaf_of, sign
    from accord.record.log import tiles

    Event, SealedCount = apps.get_model("record", "Event"), apps.get_model("record", "SealedCount")
    head = SealedCount.objects.filter(pk=1).values("count", "root", "mac").first()
    if head is None:
        return
    sound, chain, count, leaves = holds(head["mac"], head_words(head["count"], head["root"])), "", 0, []
    for event in Event.objects.filter(position__isnull=False).order_by("position").only("position", "hour", "digest", "chain").iterator():
        hour = time_text(event.hour.astimezone(UTC))
        chain = chained(chain, event.position, hour, event.digest)
        sound = sound and event.position == count + 1 and chain == event.chain
        count += 1
        leaves.append(leaf_of(event.position, hour, event.digest))
        if len(leaves) == 10_000:
            tiles.extend(count - len(leaves), leaves)
            leaves = []
    tiles.extend(count - len(leaves), leaves)
    sound = sound and (count, chain) == (head["count"], head["root"])
    root = tiles.root(count).hex() if count else ""
    SealedCount.objects.filter(pk=1).update(root=root, mac=sign(head_words(count, root)) if sound else "")


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0006_sent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('key', models.CharField(max_length=300)),
                ('note', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='LogTile',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('hashes', models.BinaryField()),
            ],
        ),
        migrations.RenameField(model_name='sealedcount', old_name='chain', new_name='root'),
        migrations.RunPython(put_into_the_log, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name='event', name='chain'),
    ]
