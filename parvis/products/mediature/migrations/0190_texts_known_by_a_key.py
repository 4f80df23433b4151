"""A text that comes with the platform is known by a key, whatever an administrator made of its title."""

from hashlib import sha256

from django.db import migrations, models

from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope, unnoted

# The titles under which the texts first came, and the beginning of the digest of their words.
GIVEN = {
    "manque-document": ("Il manque un document", "1587f226b6112585"),
    "irrecevable-demarche": ("Irrecevable : aucune démarche auprès du service", "deee0c8907c2b109"),
    "irrecevable-juge": ("Irrecevable : un juge est saisi", "9bceab4c800a2f9d"),
    "reorientation": ("Réorientation vers un autre organisme", "13fd41212ace8195"),
    "proposer-mediation": ("Proposer une médiation", "a0d363f34431f4ef"),
    "accord-annuler": ("Accord : annuler une somme réclamée", "1e83fd54d339a324"),
    "accord-echelonner": ("Accord : échelonner un paiement", "c546975b26aabf77"),
    "accord-travaux": ("Accord : faire des travaux", "e152c8797ea9b492"),
}


def recognise(apps, schema_editor):
    """Give its key to each text that came: the one of its first title, else the oldest that has its words."""
    model = apps.get_model("mediature", "Modele")
    with open_scope(system("mediature.texts"), reach=Reach.EVERYTHING, channel="system"), unnoted():
        common = list(model.objects.filter(organisation=None).order_by("pk"))
        for key, (title, words) in GIVEN.items():
            # One that is offered rather than one that was archived.
            titled = sorted((each for each in common if each.title == title), key=lambda each: bool(each.archived_on))
            worded = [each for each in common if sha256(each.text.strip().encode()).hexdigest().startswith(words)]
            if found := [*titled, *worded]:
                model.objects.filter(pk=found[0].pk).update(key=key)


class Migration(migrations.Migration):
    dependencies = [("mediature", "0180_places_of_those_who_left")]

    operations = [
        migrations.AddField(
            "modele", "key", models.CharField("clé", max_length=40, blank=True, default="", editable=False)
        ),
        migrations.RunPython(recognise, migrations.RunPython.noop),
        migrations.AddConstraint(
            "modele",
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="modele_came_once"),
        ),
    ]
