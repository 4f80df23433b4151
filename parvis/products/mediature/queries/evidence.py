"""What can be seen, on this installation, of the promises of Médiature; figures only."""

from datetime import timedelta

from django.db.models import Count, Q

from parvis.core.documents.enums import Scan
from parvis.core.messaging.queries.copies import RAW_KEPT, raw_copies
from parvis.core.privacy.facade import nothing_is_late_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Evidence, Figure
from parvis.products.mediature.enums import ENDED, Voie
from parvis.products.mediature.models import Collectivite, Message, Piece, Rapport, Saisine, Sollicitation, Transmission

NOBODY_YET = "Aucune saisine n’a encore été déposée sur cette installation."


def saisines_filed() -> Evidence:
    """How many saisines came in, online or by the office."""
    return _counted(Figure("Saisines reçues", Saisine.objects.count(), headline=True))


def cases_attributed() -> Evidence:
    """How many open cases have a mediator, of how many."""
    told = Saisine.objects.exclude(etat__in=ENDED).aggregate(
        open=Count("pk"), given=Count("pk", filter=Q(mediateur__isnull=False))
    )
    return _counted(Figure("Dossiers ouverts attribués", told["given"], f"{told['open']} ouverts"))


def files_protected() -> Evidence:
    """How many files of cases the antivirus has found clean, and how many it keeps from everybody."""
    told = Piece.objects.filter(document__destroyed_on=None).aggregate(
        clean=Count("pk", filter=Q(document__scan=Scan.CLEAN)), others=Count("pk", filter=~Q(document__scan=Scan.CLEAN))
    )
    return _counted(
        Figure("Documents chiffrés et analysés", told["clean"]), Figure("En quarantaine ou refusés", told["others"])
    )


def questions_put() -> Evidence:
    """How many questions were put to services, and how many of their links still open."""
    told = Sollicitation.objects.aggregate(all=Count("pk"), open=Count("pk", filter=Q(closed_at=None)))
    figures = (
        Figure("Questions posées à des services", told["all"]),
        Figure("Dont le lien s’ouvre encore", told["open"]),
    )
    return Evidence(figures, nothing="" if told["all"] else "Aucune question n’a encore été posée à un service.")


def contacts_end() -> Evidence:
    """Whether a night left the data of somebody beyond its time."""
    return nothing_is_late_of("mediature")


def exchanges_gathered() -> Evidence:
    """How many messages the cases hold, by mail and by the page of the person."""
    told = Message.objects.filter(apart="").aggregate(
        mail=Count("pk", filter=~Q(voie=Voie.WEB)), web=Count("pk", filter=Q(voie=Voie.WEB))
    )
    return _counted(Figure("Messages par courriel", told["mail"]), Figure("Par la page de suivi", told["web"]))


def raw_copies_end() -> Evidence:
    """How old the oldest raw copy of a mail is."""
    copies = raw_copies()
    if copies.oldest is None:
        return Evidence((), nothing="Aucune copie brute de courriel n’est gardée en ce moment.")
    days = (clock.now() - copies.oldest) // timedelta(days=1)
    figures = (Figure("Copies brutes", copies.count), Figure("Âge de la plus ancienne, en jours", days, "4"))
    return Evidence(figures, holds=clock.now() - copies.oldest <= RAW_KEPT)


def controllers_named() -> Evidence:
    """Whether each authority that is open names its legal representative."""
    told = Collectivite.objects.filter(opened_on__isnull=False).aggregate(
        open=Count("pk"), unnamed=Count("pk", filter=Q(representative="") | Q(representative_title=""))
    )
    figures = (
        Figure("Collectivités ouvertes", told["open"]),
        Figure("Sans représentant légal nommé", told["unnamed"], "0"),
    )
    nothing = "" if told["open"] else "Aucune collectivité n’est encore ouverte sur cette installation."
    return Evidence(figures, holds=not told["unnamed"], nothing=nothing)


def mandates_and_reports() -> Evidence:
    """How many authorities have a mandate that runs, and how many of last year's reports were sent on."""
    last = clock.today().year - 1
    frozen = Rapport.objects.filter(year=last, finalised_at__isnull=False)
    told = Transmission.objects.filter(rapport__in=frozen).values("rapport").distinct().count()
    open_ones = Collectivite.objects.filter(opened_on__isnull=False).count()
    return Evidence(
        (
            Figure("Collectivités dont un mandat court", Collectivite.objects.with_mandate().count(), str(open_ones)),
            Figure(f"Rapports {last} arrêtés", frozen.count()),
            Figure(f"Rapports {last} transmis", told),
        ),
        nothing="" if open_ones else "Aucune collectivité n’est encore ouverte sur cette installation.",
    )


def _counted(*figures: Figure) -> Evidence:
    return Evidence(figures, nothing="" if Saisine.objects.exists() else NOBODY_YET)
