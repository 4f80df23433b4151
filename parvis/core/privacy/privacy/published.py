"""Where the published policies live, and the tables that no other app answers for."""

from parvis.core.privacy.queries.sheet import Sheet
from parvis.kernel.declarations import privacy as gdpr
from parvis.kernel.declarations.journal import Verb, verbs

LIBRARY = gdpr.Plain("mécanique de la bibliothèque, sans personne")

gdpr.tables.register(
    gdpr.Table(
        "privacy.PolicyVersion",
        {
            "id": gdpr.Plain("identifiant technique"),
            "service": gdpr.Plain("nom du service"),
            "number": gdpr.Plain("numéro de version"),
            "content": gdpr.Plain("la politique publiée, publique par nature", keys=tuple(Sheet.model_fields)),
            "digest": gdpr.Plain("empreinte de la politique publiée"),
            "published_at": gdpr.Plain("date de publication"),
            "published_by": gdpr.Plain("nom de la tâche du système qui a publié, jamais une personne"),
            "summary": gdpr.Plain("ce qui a changé dans la politique"),
            "edition": gdpr.Plain("numéro d’édition du registre"),
            "template": gdpr.Plain("empreinte du modèle de page"),
        },
    )
)
# Tables of libraries that no other app answers for.
for _key, _columns in {
    "contenttypes.ContentType": "id app_label model",
    "django_migrations": "id app name applied",
}.items():
    gdpr.tables.register(gdpr.Table(_key, dict.fromkeys(_columns.split(), LIBRARY)))
verbs.register(Verb("privacy.policy.published", "a publié une politique de confidentialité"))
