"""What can be seen, on this installation, of what the platform promises."""

from django.conf import settings
from django.db import connection

from parvis.core.privacy.models import PolicyVersion
from parvis.core.privacy.queries.catalogue import relations, undeclared
from parvis.kernel.declarations.privacy import Evidence, Figure, Personal, services, tables

NO_TLS = (
    "Sans objet ici : cette installation n’est pas en production, elle est servie sans HTTPS. Il n’est imposé, et "
    "constaté, qu’en production."
)
# The role of this very connection, and everything that would let it pass over the rules of the database.
ROLE = """
    SELECT role.rolsuper OR role.rolbypassrls OR role.rolcreaterole,
           (SELECT count(*) FROM pg_class c WHERE c.relowner = role.oid AND c.relkind IN ('r', 'p')),
           (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relrowsecurity AND c.relforcerowsecurity AND n.nspname = 'public'),
           (SELECT count(*) FROM information_schema.role_table_grants g
            WHERE g.grantee = current_user AND g.table_schema = 'public'
              AND g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')),
           (SELECT count(DISTINCT g.grantee) FROM information_schema.role_table_grants g
            WHERE g.table_schema = 'public' AND g.grantee NOT IN (current_user, (
                SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'privacy_policyversion'::regclass)))
    FROM pg_roles role WHERE role.rolname = current_user
"""

APART = """
    SELECT count(*) FILTER (WHERE c.relforcerowsecurity), count(*) FILTER (WHERE NOT c.relforcerowsecurity)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relrowsecurity AND n.nspname = 'public'
"""


def declared_columns() -> Evidence:
    """The real database compared with the register, now."""
    found = list(undeclared(tables, relations()))
    personal = sum(isinstance(column, Personal) for table in tables for column in table.columns.values())
    return Evidence(
        (
            Figure("Tables déclarées", len(tables)),
            Figure("Colonnes qui parlent d’une personne", personal),
            Figure("Écarts entre la base et le registre", len(found), "0", headline=True),
        ),
        holds=not found,
    )


def database_access() -> Evidence:
    """Who may do what in the database: the role that serves pages, and nobody else."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        powerful, owned, guarded, excess, others = cursor.fetchone()
    return Evidence(
        (
            Figure("Droits du rôle qui sert les pages au-delà de lire et d’écrire", excess, "0"),
            Figure("Tables qui lui appartiennent", owned, "0"),
            Figure("Autres rôles qui ont accès aux tables", others, "0"),
            Figure("Tables cloisonnées par la base elle-même", guarded),
        ),
        holds=not powerful and not owned and not excess and not others and guarded > 0,
    )


def kept_apart() -> Evidence:
    """How many tables the database itself keeps apart, and whether one of these rules can be passed over."""
    with connection.cursor() as cursor:
        cursor.execute(APART)
        guarded, loose = cursor.fetchone()
    return Evidence(
        (
            Figure("Tables cloisonnées par la base elle-même", guarded),
            Figure("Tables dont le cloisonnement se contourne", loose, "0"),
        ),
        holds=guarded > 0 and not loose,
    )


def encrypted_exchanges() -> Evidence:
    """Whether this installation refuses what is not encrypted; only production can be seen to."""
    if settings.PARVIS_MODE != "production":
        return Evidence((), nothing=NO_TLS)
    forced = bool(settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)
    days = settings.SECURE_HSTS_SECONDS // 86_400
    kept = Figure("HTTPS retenu par les navigateurs, en jours", days)
    return Evidence((Figure("HTTPS", "imposé" if forced else "non imposé", "imposé"), kept), holds=forced and days > 0)


def published_policies() -> Evidence | None:
    """How many policies are published, and since when."""
    last = PolicyVersion.objects.order_by("-published_at").first()
    if last is None:
        return None
    published = PolicyVersion.objects.values("service").distinct().count()
    return Evidence(
        (
            Figure("Services dont la politique est publiée", published, str(len(services))),
            Figure("Versions publiées et gardées", PolicyVersion.objects.count()),
        ),
        at=last.published_at,
    )
