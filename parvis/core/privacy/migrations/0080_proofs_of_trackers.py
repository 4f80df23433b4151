"""What was asked, word for word, for a fingerprint alone proves nothing; the criteria of the exempt measure, one by one."""

from django.db import migrations, models

import parvis.kernel.clock


class Migration(migrations.Migration):
    dependencies = [("privacy", "0071_steps_of_the_desk")]

    operations = [
        migrations.CreateModel(
            name="BannerVersion",
            fields=[
                (
                    "text_hash",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="empreinte"),
                ),
                ("text", models.TextField(verbose_name="texte présenté")),
                (
                    "first_asked_at",
                    models.DateTimeField(default=parvis.kernel.clock.now, verbose_name="première fois"),
                ),
            ],
            options={
                "verbose_name": "texte présenté pour un choix",
                "verbose_name_plural": "textes présentés pour un choix",
                "ordering": ["-first_asked_at"],
            },
        ),
        migrations.AddField(
            model_name="matomocheck",
            name="criteria",
            field=models.JSONField(default=list, verbose_name="constats par critère"),
        ),
        migrations.CreateModel(
            name="CriterionReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criterion", models.CharField(max_length=30, verbose_name="critère")),
                ("held", models.BooleanField(verbose_name="tenu")),
                ("note", models.CharField(max_length=500, verbose_name="constat")),
                ("reviewed_by", models.CharField(max_length=120, verbose_name="vérifié par")),
                (
                    "reviewed_at",
                    models.DateTimeField(default=parvis.kernel.clock.now, verbose_name="vérifié le"),
                ),
            ],
            options={
                "verbose_name": "vérification d’un critère",
                "verbose_name_plural": "vérifications de critères",
                "ordering": ["-reviewed_at", "-pk"],
            },
        ),
    ]
