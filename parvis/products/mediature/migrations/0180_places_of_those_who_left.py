"""Whoever left their organisation before its office followed has no place there any more; their open cases wait again.

What is done here is what the platform does since, when somebody leaves: cases free, tasks for whoever is there, each
told in its case and in the journal. Substitutions fall with the place: who stands in is looked for among who works there.
"""

from django.db import migrations
from django.db.models import F

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope, unnoted

ENDED = ("close", "retiree")
TEAM = system("mediature.team")


def end_places(apps, schema_editor):
    """End the places of accounts that are of the organisation no more, on the day when they left it."""
    agent, membership = apps.get_model("mediature", "Agent"), apps.get_model("organisations", "Membership")
    with open_scope(TEAM, reach=Reach.EVERYTHING, channel="system"), unnoted():
        for place in agent.objects.filter(ended_on=None).exclude(user=None).order_by("pk"):
            belonged = membership.objects.filter(user=place.user_id, organisation=place.organisation_id)
            if belonged.filter(ended_on=None).exists():
                continue
            left = belonged.order_by("-ended_on").values_list("ended_on", flat=True).first()
            place.ended_on = max(left, place.since) if left else clock.today()
            place.save(update_fields=["ended_on"])
            give_back(apps, place)
            record(
                by=TEAM, verb="mediature.agent", categories=["mediature.mediateurs.comptes"],
                organisation=place.organisation_id, object_key=f"mediature.Collectivite:{place.organisation_id}",
            )  # fmt: skip


def give_back(apps, place):
    """Open cases wait for somebody else; what was to be done is for whoever is there."""
    saisine, ligne = apps.get_model("mediature", "Saisine"), apps.get_model("mediature", "Ligne")
    cases = saisine.objects.filter(organisation=place.organisation_id, mediateur=place.user_id, merged_into=None)
    for case in cases.exclude(etat__in=ENDED).order_by("pk"):
        saisine.objects.filter(pk=case.pk).update(mediateur=None, version=F("version") + 1)
        record(
            by=TEAM, verb="mediature.assign", categories=["mediature.saisines.dossier"],
            subjects=[f"mediature.Requerant:{case.requerant_id}"], organisation=place.organisation_id,
            object_key=f"mediature.Saisine:{case.pk}",
        )  # fmt: skip
        ligne.objects.create(saisine=case, fait="liberation", words="Dossier rendu au bureau", by=TEAM.key)
    tache = apps.get_model("mediature", "Tache")
    tache.objects.filter(saisine__organisation=place.organisation_id, user=place.user_id, done_at=None).update(user=None)


class Migration(migrations.Migration):
    dependencies = [
        ("mediature", "0160_saisine_by_date"),
        ("journal", "0005_anomalies_looked_at"),
        ("organisations", "0003_data_protection_officer"),
    ]

    operations = [migrations.RunPython(end_places, migrations.RunPython.noop)]
