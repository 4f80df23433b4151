"""The words of the mails about accounts: one subject, plain sentences, at most one action.

Text and HTML are drawn from the same words, so neither can say more than the other.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mail:
    """A mail. Sentences may name ``{email}`` and the other values that the library gives."""

    subject: str
    sentences: tuple[str, ...]
    action: str = ""
    link: str = ""
    notice: bool = False


IGNORE = "Ce n’était pas vous ? Ne faites rien : sans ce lien, rien ne change."

MAILS = {
    "account/email/email_confirmation_signup": Mail(
        "Confirmez votre adresse pour ouvrir votre compte",
        ("Vous avez demandé un compte Parvis avec cette adresse.", "Le lien ci-dessous vaut trois jours.", IGNORE),
        "Confirmer mon adresse",
        "activate_url",
    ),
    "account/email/email_confirmation": Mail(
        "Confirmez votre nouvelle adresse",
        ("Vous avez indiqué cette adresse pour votre compte Parvis.", "Le lien ci-dessous vaut trois jours.", IGNORE),
        "Confirmer cette adresse",
        "activate_url",
    ),
    "account/email/password_reset_key": Mail(
        "Choisissez un nouveau mot de passe",
        ("Vous avez demandé à changer de mot de passe.", "Le lien ci-dessous vaut deux heures.", IGNORE),
        "Choisir un nouveau mot de passe",
        "password_reset_url",
    ),
    "account/email/account_already_exists": Mail(
        "Vous avez déjà un compte",
        (
            "Quelqu’un, vous sans doute, a voulu créer un compte Parvis avec cette adresse. Il en existe déjà un.",
            "Si vous ne savez plus votre mot de passe, choisissez-en un nouveau.",
            "Ce n’était pas vous ? Ne faites rien : votre compte reste tel qu’il est.",
        ),
        "Choisir un nouveau mot de passe",
        "password_reset_url",
    ),
    "account/email/unknown_account": Mail(
        "Il n’y a pas de compte à cette adresse",
        (
            "Quelqu’un, vous sans doute, a demandé l’accès à un compte Parvis avec cette adresse. Il n’y en a pas.",
            "Vous avez peut-être utilisé une autre adresse. Sinon, vous pouvez créer un compte.",
            "Ce n’était pas vous ? Ne faites rien.",
        ),
        "Créer un compte",
        "signup_url",
    ),
    "account/email/email_changed": Mail(
        "Votre adresse a changé",
        ("L’adresse de votre compte est maintenant {to_email}. L’ancienne, {from_email}, ne sert plus.",),
        notice=True,
    ),
    "account/email/email_confirm": Mail("Votre adresse est confirmée", ("Votre adresse est confirmée.",), notice=True),
    "account/email/email_deleted": Mail(
        "Une adresse a été retirée de votre compte",
        ("L’adresse {deleted_email} a été retirée de votre compte.",),
        notice=True,
    ),
    "account/email/password_changed": Mail(
        "Votre mot de passe a changé", ("Le mot de passe de votre compte a changé.",), notice=True
    ),
    "account/email/password_set": Mail(
        "Votre compte a un mot de passe", ("Un mot de passe a été choisi pour votre compte.",), notice=True
    ),
    "account/email/password_reset": Mail(
        "Votre mot de passe a changé", ("Le mot de passe oublié de votre compte a été remplacé.",), notice=True
    ),
    "mfa/email/totp_activated": Mail(
        "Un second facteur protège votre compte",
        ("Une application qui donne des codes protège maintenant votre compte.",),
        notice=True,
    ),
    "mfa/email/totp_deactivated": Mail(
        "Un second facteur a été retiré",
        ("L’application qui donnait des codes ne protège plus votre compte.",),
        notice=True,
    ),
    "mfa/email/recovery_codes_generated": Mail(
        "Vos codes de secours sont prêts",
        ("De nouveaux codes de secours ont été créés. Les précédents ne valent plus rien.",),
        notice=True,
    ),
    "mfa/email/webauthn_added": Mail(
        "Une clé d’accès a été ajoutée", ("Une clé d’accès ouvre maintenant votre compte.",), notice=True
    ),
    "mfa/email/webauthn_removed": Mail(
        "Une clé d’accès a été retirée", ("Une clé d’accès n’ouvre plus votre compte.",), notice=True
    ),
    "socialaccount/email/account_connected": Mail(
        "Votre compte est relié à {provider}", ("{provider} ouvre maintenant votre compte.",), notice=True
    ),
    "socialaccount/email/account_disconnected": Mail(
        "Votre compte n’est plus relié à {provider}", ("{provider} n’ouvre plus votre compte.",), notice=True
    ),
}
