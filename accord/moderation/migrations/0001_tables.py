import accord.kit.clock
import accord.kit.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('moderation', '0001_reports_and_decisions')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
        ('record', '0001_tables'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('part', models.CharField(blank=True, max_length=60)),
                        ('opened_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.card')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('card', 'part'), name='one_case_an_item')],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('act', models.CharField(choices=[('hide', 'Hide it'), ('mask', 'Mask some words'), ('restore', 'Restore it'), ('warn', 'Warn its author'), ('suspend', 'Suspend its author from speaking'), ('nothing', 'Leave it as it is')], max_length=10)),
                        ('ground', models.CharField(choices=[('child', 'A child may be identified or in danger'), ('personal', "Somebody's personal data"), ('hate', 'Hate or threats'), ('illegal', 'Against the law'), ('identity', 'Pretends to speak for somebody'), ('spam', 'Advertising or noise'), ('other', 'Something else'), ('within', 'It is within the rules'), ('mended', 'It was mended since'), ('mistaken', 'It was hidden by mistake')], max_length=20)),
                        ('text', models.TextField()),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('standing', 'Standing'), ('undone', 'Undone'), ('refused', 'Refused')], default='standing', max_length=10)),
                        ('at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('appeal_until', models.DateField(null=True)),
                        ('wording', models.JSONField(default=dict)),
                        ('until', models.DateField(null=True)),
                        ('undone_on', models.DateField(null=True)),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='moderation.case')),
                        ('hat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.capacity')),
                        ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.card')),
                        ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'ordering': ('id',),
                        'indexes': [models.Index(fields=['author', 'act', 'state'], name='decision_of_author')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('hide', 'mask', 'warn', 'suspend')), ('ground__in', ['child', 'personal', 'hate', 'illegal', 'identity', 'spam', 'other'])), models.Q(models.Q(('act__in', ('hide', 'mask', 'warn', 'suspend')), _negated=True), models.Q(('ground__in', ['child', 'personal', 'hate', 'illegal', 'identity', 'spam', 'other']), _negated=True)), _connector='OR'), name='a_decision_has_a_fitting_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Appeal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField()),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('upheld', models.BooleanField(null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('answer_language', models.CharField(default='en', max_length=2)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='moderation.decision')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('upheld__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='an_appeal_is_answered_in_words')],
                    },
                ),
                migrations.CreateModel(
                    name='Mute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('shown', models.CharField(max_length=200)),
                        ('since', models.DateField(default=accord.kit.clock.today)),
                        ('muted', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'muted'), name='muted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ground', models.CharField(choices=[('child', 'A child may be identified or in danger'), ('personal', "Somebody's personal data"), ('hate', 'Hate or threats'), ('illegal', 'Against the law'), ('identity', 'Pretends to speak for somebody'), ('spam', 'Advertising or noise'), ('other', 'Something else')], max_length=20)),
                        ('text', models.TextField(blank=True)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('contact', models.EmailField(blank=True, max_length=254)),
                        ('once', models.CharField(max_length=64, unique=True)),
                        ('at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='moderation.decision')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='moderation.case')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('id',),
                    },
                ),
            ],
        ),
    ]
