import accord.kit.clock
import accord.kit.migrating
import accord.record.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('discussions', '0001_topics_and_posts'), ('discussions', '0002_chatham_house')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
        ('record', '0001_tables'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('mark', models.CharField(blank=True, max_length=64)),
                        ('alias', models.CharField(blank=True, max_length=120)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('text', models.TextField(blank=True)),
                        ('rendered', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('state', models.CharField(choices=[('shown', 'Shown'), ('hidden', 'Hidden'), ('masked', 'Covered'), ('moved', 'Moved to another topic')], default='shown', max_length=8)),
                        ('quotes', models.PositiveIntegerField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('edited_at', models.DateTimeField(blank=True, null=True)),
                        ('files', models.PositiveSmallIntegerField(default=0)),
                        ('translated', models.CharField(blank=True, max_length=40)),
                        ('went_number', models.PositiveIntegerField(blank=True, null=True)),
                        ('capacity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('topic', 'number'),
                    },
                ),
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', models.BigIntegerField(default=accord.record.models.unordered_id, primary_key=True, serialize=False)),
                        ('words', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=20)),
                        ('size', models.PositiveIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('data', models.BinaryField()),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='discussions.post')),
                    ],
                    options={
                        'ordering': ('post', 'words', 'id'),
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('ref', models.CharField(max_length=40, unique=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('discussion', 'Discussion'), ('question', 'Question')], default='discussion', max_length=12)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('merged', 'Merged into another topic')], default='open', max_length=8)),
                        ('chatham', models.BooleanField(default=False)),
                        ('names_as', models.CharField(blank=True, choices=[('role', 'By role: “Focal point”'), ('region', 'By region: “Africa”'), ('nothing', 'By nothing: “A participant”')], max_length=8)),
                        ('aliases', models.JSONField(blank=True, default=list)),
                        ('untold_since', models.DateField(blank=True, null=True)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('title', models.CharField(max_length=160)),
                        ('mark', models.CharField(blank=True, max_length=64)),
                        ('alias', models.CharField(blank=True, max_length=120)),
                        ('opened_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('last_number', models.PositiveIntegerField(default=0)),
                        ('last_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('pinned', models.BooleanField(default=False)),
                        ('reason', models.TextField(blank=True)),
                        ('answer', models.PositiveIntegerField(blank=True, null=True)),
                        ('summary', models.TextField(blank=True)),
                        ('summary_rendered', models.TextField(blank=True)),
                        ('summary_language', models.CharField(default='en', max_length=2)),
                        ('summary_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.TextField(blank=True)),
                        ('outcome_rendered', models.TextField(blank=True)),
                        ('outcome_language', models.CharField(default='en', max_length=2)),
                        ('decided_on', models.DateField(blank=True, null=True)),
                        ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.audience')),
                        ('capacity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('card', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.card')),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='discussions.topic')),
                        ('outcome_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.card')),
                        ('summary_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'ordering': ('id',),
                        'indexes': [models.Index(fields=['place', '-pinned', '-last_at', '-id'], name='topics_of_a_place'), models.Index(fields=['world', '-last_at', '-id'], name='topics_of_a_world'), models.Index(condition=models.Q(('untold_since__isnull', False)), fields=['untold_since'], name='topics_untold')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('chatham', False), ('mark', ''), ('names_as', ''), ('person__isnull', False)), models.Q(('capacity__isnull', True), ('chatham', True), ('names_as__in', ['role', 'region', 'nothing']), ('person__isnull', True), models.Q(('mark', ''), _negated=True)), _connector='OR'), name='a_topic_is_opened_under_a_name_or_a_mark'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='closing_a_topic_has_a_reason'), models.CheckConstraint(condition=models.Q(('answer__isnull', True), ('kind', 'question'), _connector='OR'), name='only_a_question_is_answered'), models.CheckConstraint(condition=models.Q(('outcome', ''), ('decided_on__isnull', False), _connector='OR'), name='an_outcome_has_its_day')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussions.topic')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'topic'), name='one_read_position_a_topic')],
                    },
                ),
                migrations.CreateModel(
                    name='Presence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('label', models.CharField(blank=True, max_length=20)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='discussions.topic')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('topic', 'person'), name='one_presence_a_person')],
                    },
                ),
                migrations.AddField(
                    model_name='post',
                    name='topic',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='discussions.topic'),
                ),
                migrations.AddField(
                    model_name='post',
                    name='went_to',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussions.topic'),
                ),
                migrations.CreateModel(
                    name='OutcomeAction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('text', models.CharField(max_length=300)),
                        ('owner', models.CharField(blank=True, max_length=200)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('done_on', models.DateField(blank=True, null=True)),
                        ('capacity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('card', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='record.card')),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='discussions.topic')),
                    ],
                    options={
                        'ordering': ('position',),
                        'constraints': [models.UniqueConstraint(fields=('topic', 'position'), name='one_action_a_line')],
                    },
                ),
                migrations.CreateModel(
                    name='Translation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=2)),
                        ('origin', models.CharField(choices=[('human', 'Translated by a person'), ('machine', 'Translated by a machine')], max_length=8)),
                        ('of_version', models.PositiveIntegerField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('text', models.TextField()),
                        ('rendered', models.TextField()),
                        ('mark', models.CharField(blank=True, max_length=64)),
                        ('alias', models.CharField(blank=True, max_length=120)),
                        ('made_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('capacity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='discussions.post')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('post', 'language', 'origin'), name='one_translation_of_an_origin'), models.CheckConstraint(condition=models.Q(models.Q(('mark', ''), ('origin', 'machine'), ('person__isnull', True)), models.Q(('mark', ''), ('person__isnull', False)), models.Q(('capacity__isnull', True), ('origin', 'human'), ('person__isnull', True), models.Q(('mark', ''), _negated=True)), _connector='OR'), name='a_translation_says_by_whom'), models.CheckConstraint(condition=models.Q(('mark', ''), ('id__lt', 0), _connector='OR'), name='a_sealed_translation_stands_in_no_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seen_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='discussions.post')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['person', '-id'], name='mentions_of_a_person')],
                        'constraints': [models.UniqueConstraint(fields=('post', 'person'), name='one_mention_a_post')],
                    },
                ),
                migrations.CreateModel(
                    name='PostRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField()),
                        ('language', models.CharField(max_length=2)),
                        ('text', models.TextField()),
                        ('rendered', models.TextField()),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('until', models.DateTimeField(default=accord.kit.clock.now)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='discussions.post')),
                    ],
                    options={
                        'ordering': ('-version',),
                        'constraints': [models.UniqueConstraint(fields=('post', 'version'), name='one_earlier_post_a_version')],
                    },
                ),
                migrations.AddConstraint(
                    model_name='post',
                    constraint=models.UniqueConstraint(fields=('topic', 'number'), name='one_post_a_number'),
                ),
                migrations.AddConstraint(
                    model_name='post',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('mark', ''), ('person__isnull', True), ('state', 'moved'), ('text', '')), models.Q(models.Q(('state', 'moved'), _negated=True), models.Q(models.Q(('mark', ''), ('person__isnull', False)), models.Q(('capacity__isnull', True), ('person__isnull', True), models.Q(('mark', ''), _negated=True)), _connector='OR')), _connector='OR'), name='a_post_stands_under_a_name_or_a_mark'),
                ),
                migrations.AddConstraint(
                    model_name='post',
                    constraint=models.CheckConstraint(condition=models.Q(('mark', ''), ('id__lt', 0), _connector='OR'), name='a_sealed_post_stands_in_no_order'),
                ),
            ],
        ),
    ]
