import django.contrib.postgres.fields
import parvis.kernel.clock
import uuid
from django.db import migrations, models


# Django has no partitioned tables: the model below is the state, this is the table.
PARTITIONED = [
    """
    CREATE TABLE journal_entry (
        id uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        actor_key varchar(120) NOT NULL CHECK (actor_key <> ''),
        actor_role varchar(60) NOT NULL,
        organisation bigint,
        verb varchar(60) NOT NULL CHECK (verb <> ''),
        subjects uuid[] NOT NULL,
        categories text[] NOT NULL,
        activity varchar(120) NOT NULL,
        object_key varchar(160) NOT NULL,
        channel varchar(30) NOT NULL,
        request_id uuid,
        count integer,
        PRIMARY KEY (recorded_at, id)
    ) PARTITION BY RANGE (recorded_at)
    """,
    "CREATE INDEX journal_entry_actor ON journal_entry (actor_key, recorded_at)",
    "CREATE INDEX journal_entry_organisation ON journal_entry (organisation, recorded_at)",
    "CREATE INDEX journal_entry_subjects ON journal_entry USING gin (subjects)",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JournalPending',
            fields=[
                ('entry_id', models.UUIDField(primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(verbose_name='date')),
                ('digest', models.BinaryField(verbose_name='empreinte de la ligne')),
            ],
            options={
                'db_table': 'journal_pending',
            },
        ),
        migrations.CreateModel(
            name='JournalSeal',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='rang')),
                ('entry_id', models.UUIDField(unique=True, verbose_name='ligne')),
                ('recorded_at', models.DateTimeField(verbose_name='date')),
                ('hash', models.BinaryField(verbose_name='empreinte')),
            ],
            options={
                'db_table': 'journal_seal',
            },
        ),
        migrations.CreateModel(
            name='JournalSubject',
            fields=[
                ('pseudonym', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False, verbose_name='pseudonyme')),
                ('key', models.TextField(db_index=True, verbose_name='personne')),
            ],
            options={
                'db_table': 'journal_subject',
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PARTITIONED, 'DROP TABLE journal_entry')],
            state_operations=[
                migrations.CreateModel(
                name='JournalEntry',
                fields=[
                    ('pk', models.CompositePrimaryKey('recorded_at', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, verbose_name='identifiant')),
                    ('recorded_at', models.DateTimeField(default=parvis.kernel.clock.now, verbose_name='date')),
                    ('actor_key', models.CharField(max_length=120, verbose_name='auteur')),
                    ('actor_role', models.CharField(blank=True, max_length=60, verbose_name='rôle')),
                    ('organisation', models.BigIntegerField(null=True, verbose_name='organisation')),
                    ('verb', models.CharField(max_length=60, verbose_name='action')),
                    ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None, verbose_name='personnes concernées')),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='catégories de données')),
                    ('activity', models.CharField(blank=True, max_length=120, verbose_name='activité')),
                    ('object_key', models.CharField(blank=True, max_length=160, verbose_name='objet')),
                    ('channel', models.CharField(blank=True, max_length=30, verbose_name='voie')),
                    ('request_id', models.UUIDField(null=True, verbose_name='requête')),
                    ('count', models.IntegerField(null=True, verbose_name='nombre')),
                ],
                options={
                    'verbose_name': 'ligne du journal',
                    'verbose_name_plural': 'lignes du journal',
                    'db_table': 'journal_entry',
                    'indexes': [models.Index(fields=['actor_key', 'recorded_at'], name='journal_entry_actor'), models.Index(fields=['organisation', 'recorded_at'], name='journal_entry_organisation')],
                },
            ),
            ],
        ),
    ]
