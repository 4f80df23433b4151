"""What the account menu shows."""

from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import SIGNED_IN, VISITOR_ONLY

entries.register(Entry("accounts.home", "Mon compte", "accounts:home", Section.ACCOUNT, SIGNED_IN, order=10))
entries.register(
    Entry("accounts.factors", "Double authentification", "mfa_index", Section.ACCOUNT, SIGNED_IN, order=20)
)
entries.register(
    Entry("accounts.sessions", "Mes sessions ouvertes", "accounts:sessions", Section.ACCOUNT, SIGNED_IN, order=30)
)
entries.register(Entry("accounts.logout", "Me déconnecter", "account_logout", Section.ACCOUNT, SIGNED_IN, order=90))
entries.register(Entry("accounts.login", "Se connecter", "account_login", Section.ACCOUNT, VISITOR_ONLY, order=10))
entries.register(Entry("accounts.signup", "Créer un compte", "account_signup", Section.ACCOUNT, VISITOR_ONLY, order=20))
