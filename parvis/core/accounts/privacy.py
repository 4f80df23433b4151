"""What the tables of accounts, ours and the libraries', say about people."""

from parvis.core.accounts.queries.naming import no_token, token_names, user_names, users_found
from parvis.kernel.declarations.journal import Identity, Verb, identities, verbs
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, tables

IDENTITY = personal("plateforme.comptes.identite")
SIGN_IN = personal("plateforme.comptes.connexion")
SECURITY = personal("plateforme.comptes.securite")
CLIENT = personal("plateforme.jetons.clients")
HASH = personal(
    "plateforme.comptes.connexion", withheld="une empreinte, que la plateforme elle-même ne sait pas relire"
)
SECRET = personal(
    "plateforme.comptes.securite", withheld="un secret, qui protège votre compte s’il n’est montré nulle part"
)
KEY = Plain("identifiant technique")
STATE = Plain("état technique, sans lien avec la vie de la personne")
NEVER = Plain("table laissée vide : la fonction de la bibliothèque n’est pas employée", keys=())

OWNER = Subject("user", "user")
# Somebody known by a session, an address or what was typed at sign-in, before we know which account it is.
VISITOR = Subject("visitor")

tables.register(
    Table(
        "accounts.User",
        {
            "id": KEY,
            "password": HASH,
            "last_login": SIGN_IN,
            "email": IDENTITY,
            "first_name": IDENTITY,
            "last_name": IDENTITY,
            "is_active": STATE,
            "is_platform_administrator": STATE,
            "date_joined": SIGN_IN,
            "terms_version": SIGN_IN,
            "terms_accepted_on": SIGN_IN,
        },
        subject=Subject("user", address="email"),
        rectifiable=("first_name", "last_name"),
    )
)
tables.register(
    Table(
        "accounts.ApiToken",
        {
            "id": KEY,
            "name": CLIENT,
            "prefix": Plain("début public du jeton, qui sert à le retrouver"),
            "secret_hash": Plain("empreinte à clé d’un secret tiré au hasard"),
            "scopes": Plain("droits d’un programme"),
            "terms_version": CLIENT,
            "created_by_id": CLIENT,
            "created_on": CLIENT,
            "expires_on": STATE,
            "revoked_on": STATE,
            "last_used_on": Plain("activité d’un programme, au jour près"),
        },
        subject=Subject("user", "created_by"),
    )
)
tables.register(
    Table(
        "accounts.ApiCalls",
        {
            "token_id": KEY,
            "since": Plain("début de la minute où les appels d’un programme sont comptés"),
            "used": Plain("nombre d’appels d’un programme dans cette minute"),
        },
    )
)
tables.register(
    Table(
        "account.EmailAddress",
        {"id": KEY, "user_id": IDENTITY, "email": IDENTITY, "verified": STATE, "primary": STATE},
        subject=Subject("user", "user", address="email"),
    )
)
tables.register(
    Table(
        "account.EmailConfirmation",
        dict.fromkeys(("id", "email_address_id", "created", "sent", "key"), NEVER),
    )
)
tables.register(
    Table(
        "mfa.Authenticator",
        {
            "id": KEY,
            "user_id": SECURITY,
            "type": SECURITY,
            "data": SECRET,
            "created_at": SECURITY,
            "last_used_at": SECURITY,
        },
        subject=OWNER,
    )
)
tables.register(
    Table(
        "socialaccount.SocialAccount",
        {
            "id": KEY,
            "user_id": SIGN_IN,
            "provider": SIGN_IN,
            "uid": SIGN_IN,
            "last_login": SIGN_IN,
            "date_joined": SIGN_IN,
            "extra_data": SIGN_IN,
        },
        subject=OWNER,
    )
)
tables.register(
    Table(
        "socialaccount.SocialApp",
        dict.fromkeys(("id", "provider", "provider_id", "name", "client_id", "secret", "key", "settings"), NEVER),
    )
)
tables.register(
    Table(
        "socialaccount.SocialToken",
        dict.fromkeys(("id", "app_id", "account_id", "token", "token_secret", "expires_at"), NEVER),
    )
)
tables.register(
    Table(
        "usersessions.UserSession",
        {
            "id": KEY,
            "user_id": SECURITY,
            "created_at": SECURITY,
            "ip": SECURITY,
            "last_seen_at": SECURITY,
            "session_key": SECRET,
            "user_agent": SECURITY,
            "data": Plain("état technique que rien n’emploie", keys=()),
        },
        subject=OWNER,
        called=("appareil connecté", "appareils connectés"),
    )
)
tables.register(
    Table(
        "sessions.Session",
        {"session_key": SECRET, "session_data": SECRET, "expire_date": STATE},
        subject=VISITOR,
    )
)
tables.register(
    Table(
        "axes.AccessAttempt",
        {
            "id": KEY,
            "user_agent": SECURITY,
            "ip_address": SECURITY,
            "username": SECURITY,
            "http_accept": SECURITY,
            "path_info": Plain("page de connexion demandée"),
            "attempt_time": SECURITY,
            "get_data": SECURITY,
            "post_data": SECURITY,
            "failures_since_start": SECURITY,
        },
        subject=Subject("visitor", address="username"),
    )
)
tables.register(Table("axes.AccessAttemptExpiration", dict.fromkeys(("access_attempt_id", "expires_at"), NEVER)))
_VISIT = ("id", "user_agent", "ip_address", "username", "http_accept", "path_info", "attempt_time")
tables.register(Table("axes.AccessLog", dict.fromkeys((*_VISIT, "logout_time", "session_hash"), NEVER)))
tables.register(Table("axes.AccessFailureLog", dict.fromkeys((*_VISIT, "locked_out"), NEVER)))
tables.register(
    Table(
        "accounts_counter",
        {
            "cache_key": SECURITY,
            "value": Plain("instants des essais récents, marque d’un code déjà employé, ou d’une page ouverte"),
            "expires": STATE,
        },
        subject=VISITOR,
    )
)
tables.register(Table("auth.Permission", dict.fromkeys(("id", "name", "content_type_id", "codename"), STATE)))
tables.register(Table("auth.Group", dict.fromkeys(("id", "name"), NEVER)))
tables.register(Table("auth.Group_permissions", dict.fromkeys(("id", "group_id", "permission_id"), NEVER)))

for _verb, _words in {
    "accounts.sign-in": "s’est connecté",
    "accounts.sign-out": "s’est déconnecté",
    "accounts.sign-up": "a créé son compte",
    "accounts.rename": "a changé le nom d’un compte",
    "accounts.change-email": "a changé l’adresse d’un compte",
    "accounts.prove-email": "a confirmé son adresse",
    "accounts.change-password": "a changé son mot de passe",
    "accounts.set-password": "a choisi un mot de passe",
    "accounts.reset-password": "a remplacé un mot de passe oublié",
    "accounts.add-factor": "a ajouté un second facteur",
    "accounts.remove-factor": "a retiré un second facteur",
    "accounts.renew-recovery-codes": "a renouvelé les codes de secours",
    "accounts.link-proconnect": "a relié ProConnect",
    "accounts.unlink-proconnect": "a délié ProConnect",
    "accounts.end-sessions": "a fermé des sessions",
    "accounts.forget": "a effacé des sessions et des tentatives anciennes",
    "accounts.name-administrator": "a nommé un administrateur de la plateforme",
    "accounts.create-token": "a créé un jeton d’API",
    "accounts.revoke-token": "a révoqué un jeton d’API",
}.items():
    verbs.register(Verb(_verb, _words))
identities.register(Identity("accounts.User", "Compte", user_names, users_found, actor="user"))
identities.register(Identity("accounts.ApiToken", "Programme", token_names, no_token, actor="client"))
