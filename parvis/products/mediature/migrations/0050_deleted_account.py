"""Who worked in an office is remembered for a while after their account; done by the database, whoever deletes it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REMEMBER = """
    CREATE FUNCTION mediature_remember() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        SELECT left(trim(u.first_name || ' ' || u.last_name), 302) INTO NEW.name
        FROM accounts_user u WHERE u.id = OLD.user_id;
        NEW.name := coalesce(NEW.name, '');
        NEW.former := OLD.user_id;
        NEW.ended_on := coalesce(NEW.ended_on, (now() AT TIME ZONE 'Europe/Paris')::date);
        RETURN NEW;
    END $$;
    CREATE TRIGGER mediature_agent_remember BEFORE UPDATE OF user_id ON mediature_agent
        FOR EACH ROW WHEN (OLD.user_id IS NOT NULL AND NEW.user_id IS NULL) EXECUTE FUNCTION mediature_remember();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mediature", "0004_office_alone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agent",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="personne",
            ),
        ),
        migrations.AddField(
            model_name="agent",
            name="name",
            field=models.CharField(
                blank=True, editable=False, max_length=302, verbose_name="nom, une fois le compte supprimé"
            ),
        ),
        migrations.AddField(
            model_name="agent",
            name="former",
            field=models.BigIntegerField(
                blank=True, editable=False, null=True, verbose_name="numéro du compte supprimé"
            ),
        ),
        migrations.RunSQL(
            REMEMBER, "DROP TRIGGER mediature_agent_remember ON mediature_agent; DROP FUNCTION mediature_remember()"
        ),
    ]
