import accord.kit.migrating
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('directory', '0001_initial'), ('directory', '0002_initial'), ('directory', '0003_partnerships'), ('directory', '0004_conferences')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
        ('record', '0001_tables'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Conference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('names', models.JSONField(default=dict)),
                        ('place', models.CharField(max_length=100)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField()),
                        ('hosts', models.CharField(max_length=300)),
                        ('url', models.URLField()),
                        ('source', models.CharField(max_length=300)),
                        ('as_of', models.DateField()),
                    ],
                    options={
                        'ordering': ('-starts', 'slug'),
                    },
                ),
                migrations.CreateModel(
                    name='Treaty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=12, unique=True)),
                        ('names', models.JSONField(default=dict)),
                        ('adopted', models.PositiveSmallIntegerField()),
                        ('source', models.CharField(max_length=300)),
                        ('position', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ('position',),
                    },
                ),
                migrations.CreateModel(
                    name='Partnership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('names', models.JSONField(default=dict)),
                        ('mandate', models.JSONField(default=dict)),
                        ('supplements', models.JSONField(default=dict)),
                        ('host', models.CharField(blank=True, max_length=200)),
                        ('host_from', models.CharField(blank=True, max_length=20)),
                        ('host_until', models.CharField(blank=True, max_length=20)),
                        ('countries_source', models.CharField(blank=True, max_length=300)),
                        ('url', models.URLField()),
                        ('source', models.CharField(max_length=300)),
                        ('as_of', models.DateField()),
                        ('confirmed_on', models.DateField(blank=True, null=True)),
                        ('countries', models.ManyToManyField(blank=True, related_name='partnerships', to='people.area')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='partnerships', to='people.organisation')),
                        ('topics', models.ManyToManyField(blank=True, related_name='+', to='record.topic')),
                    ],
                    options={
                        'ordering': ('slug',),
                    },
                ),
                migrations.CreateModel(
                    name='Prohibition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('source', models.CharField(max_length=300)),
                        ('as_of', models.CharField(max_length=20)),
                        ('area', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='prohibition', to='people.area')),
                    ],
                ),
                migrations.CreateModel(
                    name='Claim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(max_length=40)),
                        ('words', models.CharField(blank=True, max_length=300)),
                        ('listed', models.BooleanField(default=True)),
                        ('source', models.CharField(max_length=300)),
                        ('url', models.URLField(blank=True, max_length=300)),
                        ('as_of', models.DateField()),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='people.area')),
                        ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='directory.conference')),
                    ],
                    options={
                        'ordering': ('id',),
                        'constraints': [models.UniqueConstraint(fields=('conference', 'area', 'subject', 'source'), name='a_source_says_it_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(max_length=40)),
                        ('dated', models.CharField(blank=True, max_length=20)),
                        ('source', models.CharField(max_length=300)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='people.area')),
                        ('conference', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signatures', to='directory.conference')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('area', 'what'), name='one_signature_a_list')],
                    },
                ),
                migrations.CreateModel(
                    name='TreatyStatus',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', models.CharField(choices=[('party', 'Party'), ('signatory', 'Signed, not ratified'), ('none', 'No action')], max_length=10)),
                        ('year', models.PositiveSmallIntegerField(null=True)),
                        ('source', models.CharField(max_length=300)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='treaties', to='people.area')),
                        ('treaty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statuses', to='directory.treaty')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('area', 'treaty'), name='one_status_a_treaty')],
                    },
                ),
            ],
        ),
    ]
