"""Records of the same structure; found at the next publication, or at night."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('data_inclusion', '0005_report_row_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='serviceentry',
            name='cluster',
            field=models.CharField(blank=True, db_collation='C', db_default='', max_length=256, verbose_name='première fiche de la même structure'),
        ),
        migrations.AddField(
            model_name='serviceentry',
            name='cluster_rank',
            field=models.PositiveSmallIntegerField(db_default=0, verbose_name='rang parmi les fiches de la même structure'),
        ),
        migrations.AddField(
            model_name='structure',
            name='cluster',
            field=models.CharField(blank=True, db_collation='C', db_default='', max_length=256, verbose_name='première fiche de la même structure'),
        ),
        migrations.AddField(
            model_name='structure',
            name='cluster_rank',
            field=models.PositiveSmallIntegerField(db_default=0, verbose_name='rang parmi les fiches de la même structure'),
        ),
        migrations.AddField(
            model_name='structure',
            name='doublons',
            field=models.TextField(db_default='[]', verbose_name='autres fiches de la même structure'),
        ),
        migrations.AddIndex(
            model_name='serviceentry',
            index=models.Index(models.F('cluster'), models.F('cluster_rank'), condition=models.Q(('cluster__gt', '')), name='entry_by_cluster'),
        ),
        migrations.AddIndex(
            model_name='structure',
            index=models.Index(models.F('cluster'), models.F('cluster_rank'), condition=models.Q(('cluster__gt', '')), name='structure_by_cluster'),
        ),
    ]
