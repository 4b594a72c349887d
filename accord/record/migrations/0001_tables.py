import accord.kit.clock
import accord.kit.migrating
import accord.record.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('record', '0001_initial'), ('record', '0002_audience_world'), ('record', '0003_audiences_of_the_demonstration'), ('record', '0004_search_entries'), ('record', '0005_signed_journal'), ('record', '0006_sent'), ('record', '0007_merkle_log'), ('record', '0008_repeated_words'), ('record', '0009_sealed_names'), ('record', '0010_stamps'), ('record', '0011_held_cards'), ('record', '0012_quiet_events')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
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
                migrations.CreateModel(
                    name='Mark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40, unique=True)),
                        ('value', models.CharField(max_length=100)),
                    ],
                ),
                migrations.CreateModel(
                    name='SealedCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('count', models.PositiveBigIntegerField(default=0)),
                        ('root', models.CharField(blank=True, max_length=64)),
                        ('mac', models.CharField(blank=True, max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='SearchDocument',
                    fields=[
                        ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('part', models.CharField(blank=True, max_length=60)),
                        ('language', models.CharField(max_length=2)),
                        ('title', models.TextField(blank=True)),
                        ('text', models.TextField(blank=True)),
                        ('title_tokens', models.TextField(blank=True)),
                        ('body_tokens', models.TextField(blank=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Audience',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=120)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('code', 'world'), name='one_audience_a_world')],
                    },
                ),
                migrations.CreateModel(
                    name='Card',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.CharField(max_length=160, unique=True)),
                        ('kind', models.CharField(db_index=True, max_length=30)),
                        ('url', models.CharField(max_length=300)),
                        ('title', models.JSONField(default=dict)),
                        ('summary', models.JSONField(default=dict)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('updated_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('face', models.JSONField(blank=True, null=True)),
                        ('areas', models.ManyToManyField(blank=True, related_name='cards', to='people.area')),
                        ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.audience')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ],
                ),
                migrations.CreateModel(
                    name='CustodianKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public', models.CharField(max_length=80, unique=True)),
                        ('confirmed_on', models.DateField(null=True)),
                        ('ended_on', models.DateField(null=True)),
                        ('capacity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'ordering': ('id',),
                    },
                ),
                migrations.CreateModel(
                    name='SealedName',
                    fields=[
                        ('id', models.BigIntegerField(default=accord.record.models.unordered_id, primary_key=True, serialize=False)),
                        ('subject', models.CharField(max_length=160, unique=True)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('sealed', models.TextField()),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area')),
                    ],
                ),
                migrations.CreateModel(
                    name='SearchEntry',
                    fields=[
                        ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='record.searchdocument')),
                        ('title', models.TextField(blank=True)),
                        ('repeated', models.TextField(blank=True)),
                        ('facets', models.TextField()),
                    ],
                ),
                migrations.AddField(
                    model_name='searchdocument',
                    name='audience',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.audience'),
                ),
                migrations.AddField(
                    model_name='searchdocument',
                    name='card',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='record.card'),
                ),
                migrations.CreateModel(
                    name='Sent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64, unique=True)),
                        ('went_to', models.CharField(max_length=300)),
                        ('at', models.DateTimeField(db_index=True, default=accord.kit.clock.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Stamp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100)),
                        ('n', models.BigIntegerField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['name', 'n'], name='stamps_of_a_table')],
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, unique=True)),
                        ('scheme', models.CharField(max_length=20)),
                        ('names', models.JSONField(default=dict)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('position', models.PositiveIntegerField(default=0)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='record.topic')),
                    ],
                    options={
                        'ordering': ('scheme', 'position', 'code'),
                    },
                ),
                migrations.AddField(
                    model_name='card',
                    name='topics',
                    field=models.ManyToManyField(blank=True, related_name='cards', to='record.topic'),
                ),
                migrations.CreateModel(
                    name='AudienceMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('until', models.DateField(blank=True, null=True)),
                        ('audience', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='record.audience')),
                        ('capacity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.capacity')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), ('capacity__isnull', False), _connector='XOR'), name='member_is_person_or_capacity')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200)),
                        ('typed', models.JSONField(default=dict)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('saved_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='one_draft_a_form')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveBigIntegerField(null=True, unique=True)),
                        ('hour', models.DateTimeField()),
                        ('digest', models.CharField(max_length=64)),
                        ('salt', models.CharField(blank=True, default=accord.record.models.fresh_salt, max_length=32)),
                        ('verb', models.CharField(blank=True, max_length=60)),
                        ('card_ref', models.CharField(blank=True, max_length=160)),
                        ('at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('body', models.JSONField(null=True)),
                        ('redacted', models.BooleanField(default=False)),
                        ('mac', models.CharField(blank=True, max_length=64)),
                        ('quiet', models.BooleanField(default=False)),
                        ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.audience')),
                        ('capacity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('card', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='record.card')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('quiet', False)), fields=['id'], name='event_not_quiet'), models.Index(condition=models.Q(('quiet', False)), fields=['card', '-id'], name='event_of_card_not_quiet'), models.Index(fields=['card', '-id'], name='event_of_card'), models.Index(fields=['digest'], name='event_of_digest'), models.Index(condition=models.Q(('position__isnull', True)), fields=['id'], name='event_unsealed')],
                    },
                ),
                migrations.CreateModel(
                    name='Follow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField(default=accord.kit.clock.now)),
                        ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='record.card')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'card'), name='one_follow_a_card')],
                    },
                ),
                migrations.CreateModel(
                    name='Held',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('part', models.CharField(blank=True, max_length=60)),
                        ('ground', models.CharField(max_length=20)),
                        ('since', models.DateField()),
                        ('documents', models.JSONField(default=list)),
                        ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.audience')),
                        ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='record.card')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('card', 'part'), name='held_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('relation', models.CharField(choices=[('responds_to', 'Responds to'), ('implements', 'Implements'), ('measured_by', 'Measured by'), ('evidenced_by', 'Evidenced by'), ('endorses', 'Endorses'), ('adopts', 'Adopts'), ('adapts', 'Adapts'), ('supersedes', 'Supersedes'), ('part_of', 'Part of'), ('about', 'About'), ('contributes_to', 'Contributes to'), ('supplements', 'Supplements'), ('overlaps', 'Overlaps with'), ('held_by', 'Held by'), ('same_as', 'Same as'), ('translates', 'Translates')], max_length=20)),
                        ('from_part', models.CharField(blank=True, max_length=60)),
                        ('to_part', models.CharField(blank=True, max_length=60)),
                        ('stance', models.CharField(blank=True, max_length=10)),
                        ('note', models.TextField(blank=True)),
                        ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='record.card')),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_here', to='record.card')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('card', 'relation', 'other', 'from_part', 'to_part'), name='one_link_of_a_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='SealedShare',
                    fields=[
                        ('id', models.BigIntegerField(default=accord.record.models.unordered_id, primary_key=True, serialize=False)),
                        ('sealed', models.TextField()),
                        ('check_digest', models.CharField(max_length=64)),
                        ('given', models.TextField(blank=True)),
                        ('reason', models.TextField(blank=True)),
                        ('given_on', models.DateField(null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='record.custodiankey')),
                        ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='record.sealedname')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('name', 'key'), name='one_share_a_key')],
                    },
                ),
                migrations.AddConstraint(
                    model_name='searchdocument',
                    constraint=models.UniqueConstraint(fields=('card', 'part'), name='one_document_a_part'),
                ),
                migrations.AddIndex(
                    model_name='card',
                    index=models.Index(fields=['audience', '-published_at', '-id'], name='card_newest'),
                ),
                migrations.AddIndex(
                    model_name='card',
                    index=models.Index(fields=['kind', 'audience', '-published_at', '-id'], name='card_kind_newest'),
                ),
            ],
        ),
    ]
