"""Mails on their way: their words until they leave, the fact that they left for a year."""

from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, tables

ENVOIS = personal("plateforme.messages.envois")
WORDS = personal("plateforme.messages.envois", free_text=True)

tables.register(
    Table(
        "notifications.Outgoing",
        {
            "id": Plain("numéro technique"),
            "key": Plain("nom du modèle de message"),
            "recipient": ENVOIS,
            "reply_to": ENVOIS,
            "sender": Plain("adresse d’envoi de la plateforme"),
            "subject": WORDS,
            "text": WORDS,
            "html": WORDS,
            "message_id": Plain("identifiant technique tiré au hasard"),
            "state": ENVOIS,
            "attempts": Plain("nombre d’essais"),
            "last_error": Plain("nom et code de l’erreur, sans les mots du serveur"),
            "envelope": Plain("adresse technique de retour, sans rien de personne"),
            "shown_to": WORDS,
            "in_reply_to": Plain("identifiant technique d’un courriel"),
            "enclosed": Plain("numéros techniques tirés au hasard"),
            "about": Plain("numéro technique de ce dont parle le courriel"),
            "by_hand": Plain("sorte de courriel"),
            "created_on": ENVOIS,
            "sent_on": ENVOIS,
        },
        subject=Subject("destinataires des messages", address="recipient"),
    )
)

for _verb, _words in {
    "notifications.send": "a envoyé un courriel",
}.items():
    verbs.register(Verb(_verb, _words))
