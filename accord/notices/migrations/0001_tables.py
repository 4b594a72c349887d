import accord.kit.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_what_is_owed')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Digest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'on'), name='one_letter_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('thing', models.CharField(max_length=200)),
                        ('due', models.DateField()),
                        ('step', models.CharField(max_length=12)),
                        ('on', models.DateField()),
                        ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='notices.digest')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['thing', 'due', 'on'], name='notice_of_thing')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'thing', 'due', 'step'), name='told_once_a_step')],
                    },
                ),
                migrations.CreateModel(
                    name='Pack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('made_on', models.DateField()),
                        ('note', models.TextField(blank=True)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('moved', models.JSONField(default=dict)),
                        ('read_on', models.DateField(null=True)),
                        ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='people.capacity')),
                        ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'ordering': ('-id',),
                        'constraints': [models.UniqueConstraint(fields=('old',), name='handed_over_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Snooze',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('thing', models.CharField(max_length=200)),
                        ('due', models.DateField()),
                        ('asked', models.DateField()),
                        ('until', models.DateField()),
                        ('reason', models.TextField()),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('hat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['thing', 'until'], name='snooze_of_thing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('asked'))), name='a_snooze_ends_later'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_snooze_has_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Unwanted',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='unwanted_once')],
                    },
                ),
            ],
        ),
    ]
