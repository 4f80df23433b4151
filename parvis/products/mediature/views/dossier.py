"""A case: where it stands, what was said, what to do; and each act on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import planned_once
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.rendering import SHOWN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions import handling, liens
from parvis.products.mediature.actions.asking import Demande, ask
from parvis.products.mediature.actions.liens import UNDONE_WITHIN
from parvis.products.mediature.actions.presences import be_here
from parvis.products.mediature.actions.registering import add_piece
from parvis.products.mediature.actions.retraits import stay_away
from parvis.products.mediature.actions.splitting import unsplit
from parvis.products.mediature.actions.transferring import MAY_GO
from parvis.products.mediature.enums import DECIDE, Demarche, Etat, Fonction, Issue, Recevabilite, Visibilite
from parvis.products.mediature.forms import bureau as forms
from parvis.products.mediature.forms.absences import AwayForm
from parvis.products.mediature.forms.liens import MergeForm, NumberForm, UnlinkForm, UnmergeForm
from parvis.products.mediature.forms.solliciter import AskForm
from parvis.products.mediature.models import Avis, Collectivite, Deport, Fusion, Note, Piece, RendezVous, Saisine, Tache
from parvis.products.mediature.queries.delais import delais
from parvis.products.mediature.queries.dossiers import told, whole_of
from parvis.products.mediature.queries.echanges import exchanged, in_the_case
from parvis.products.mediature.queries.echeances import echeances
from parvis.products.mediature.queries.homonymes import alike, linked
from parvis.products.mediature.queries.presences import others_here
from parvis.products.mediature.queries.protocoles import running
from parvis.products.mediature.queries.scissions import undoable
from parvis.products.mediature.queries.silences import silence_of
from parvis.products.mediature.queries.sollicitations import questions_of
from parvis.products.mediature.queries.taches import lined
from parvis.products.mediature.queries.transferts import last_of
from parvis.products.mediature.views.cases import case_and_place

Does = Callable[[Actor, Saisine, dict[str, Any]], object]


@dataclass(frozen=True)
class Act:
    """What somebody does of a case: how it is called, asked, done and told."""

    title: str
    button: str
    form: type[forms.ActForm]
    does: Does
    done: str
    leaves: bool = False


def _user(actor: Actor) -> User:
    found: User = User.objects.get(pk=int(actor.identifier))
    return found


def _decide(actor: Actor, saisine: Saisine, given: dict[str, Any]) -> None:
    decision = handling.Decision(
        Recevabilite(given["recevabilite"]), given["reasons"], given["domaine"], given["tiers"]
    )
    handling.decide(by=actor, saisine=saisine, decision=decision, version=given["version"])


def _close(actor: Actor, saisine: Saisine, given: dict[str, Any]) -> None:
    conclusion = handling.Conclusion(Issue(given["issue"]), given["words"], given["in_person"], given["agreement"])
    handling.close(by=actor, saisine=saisine, conclusion=conclusion, version=given["version"])


def _ask(actor: Actor, saisine: Saisine, given: dict[str, Any]) -> None:
    demande = Demande(given["service"], given["question"], given["due_on"], tuple(given.get("pieces", ())))
    ask(by=actor, saisine=saisine, demande=demande, version=given["version"])


def _dates(actor: Actor, saisine: Saisine, given: dict[str, Any]) -> None:
    handling.set_legal_dates(
        by=actor,
        saisine=saisine,
        agreed=given["parties_agreed_on"],
        met=given["first_meeting_on"],
        version=given["version"],
    )


ACTS: Final = {
    "prendre": Act(
        "Prendre ce dossier", "M’attribuer ce dossier", forms.ConfirmForm,
        lambda a, s, g: handling.assign(by=a, saisine=s, to=_user(a), version=g["version"]),
        "Ce dossier est à vous.",
    ),
    "decider": Act(
        "Décider de la recevabilité", "Décider, et prévenir la personne", forms.DecideForm, _decide,
        "La décision est prise. La personne la lit sur sa page, et par courriel si elle a donné une adresse.",
    ),
    "solliciter": Act(
        "Solliciter l’administration", "Envoyer la question au service", AskForm, _ask,
        "La question est envoyée. Le service y répond par son lien, sans compte.",
    ),
    "avancer": Act(
        "Faire avancer", "Enregistrer l’avancement", forms.MoveForm,
        lambda a, s, g: handling.move(by=a, saisine=s, to=Etat(g["to"]), version=g["version"]),
        "L’avancement est enregistré.",
    ),
    "note": Act(
        "Écrire une note", "Garder la note", forms.NoteForm,
        lambda a, s, g: handling.write_note(
            by=a, saisine=s, text=g["text"], visibility=Visibilite(g["visibility"])
        ),
        "La note est gardée.",
    ),
    "document": Act(
        "Ajouter un document", "Ajouter le document", forms.PieceForm,
        lambda a, s, g: add_piece(
            by=a, saisine=s, file=g["file"], label=g["label"], visibility=Visibilite(g["visibility"])
        ),
        "Le document est déposé. L’antivirus le lit avant que quelqu’un l’ouvre.",
    ),
    "echeance": Act(
        "Fixer une échéance", "Enregistrer l’échéance", forms.DueForm,
        lambda a, s, g: handling.set_due(by=a, saisine=s, on=g["due_on"], version=g["version"]),
        "L’échéance est enregistrée.",
    ),
    "dates": Act(
        "Attester les dates de la médiation", "Attester ces dates", forms.DatesForm, _dates,
        "Les dates sont attestées.",
    ),
    "attribuer": Act(
        "Attribuer à quelqu’un", "Attribuer", forms.AssignForm,
        lambda a, s, g: handling.assign(by=a, saisine=s, to=g["to"], version=g["version"]),
        "L’attribution est enregistrée.",
    ),
    "rendre": Act(
        "Rendre au bureau", "Rendre ce dossier", forms.ConfirmForm,
        lambda a, s, g: handling.assign(by=a, saisine=s, to=None, version=g["version"]),
        "Ce dossier attend d’être attribué.",
    ),
    "clore": Act(
        "Clore le dossier", "Clore, et prévenir la personne", forms.CloseForm, _close,
        "Le dossier est clos. La personne lit la conclusion sur sa page, et par courriel si elle a donné une adresse.",
    ),
    "lier": Act(
        "Lier à un autre dossier", "Lier les deux dossiers", NumberForm,
        lambda a, s, g: liens.link(by=a, saisine=s, number=g["number"]),
        "Les deux dossiers sont liés : chacun montre l’autre.",
    ),
    "delier": Act(
        "Délier d’un autre dossier", "Délier les deux dossiers", UnlinkForm,
        lambda a, s, g: liens.unlink(by=a, saisine=s, number=g["number"]),
        "Les deux dossiers ne sont plus liés.",
    ),
    "joindre": Act(
        "Joindre un dossier de la même personne", "Joindre, et prévenir la personne", MergeForm,
        lambda a, s, g: liens.merge(by=a, saisine=s, number=g["number"], version=g["version"]),
        "Les deux dossiers n’en font plus qu’un.",
    ),
    "separer": Act(
        "Séparer un dossier joint", "Séparer les deux dossiers", UnmergeForm,
        lambda a, s, g: liens.unmerge(by=a, saisine=s, fusion=Fusion.objects.visible_to(a).get(pk=g["fusion"])),
        "Les deux dossiers sont de nouveau séparés : la personne le lit sur sa page.",
    ),
    "reunir": Act(
        "Réunir au dossier d’origine", "Réunir les deux dossiers", forms.ConfirmForm,
        lambda a, s, g: unsplit(by=a, saisine=s, version=g["version"]),
        "Les deux dossiers n’en font plus qu’un, comme avant la scission.",
    ),
    "deport": Act(
        "Me retirer, pour conflit d’intérêts", "Me retirer de ce dossier", AwayForm,
        lambda a, s, g: stay_away(by=a, saisine=s, reason=g["reason"], version=g["version"]),
        "Vous vous êtes retiré de ce dossier : il ne s’ouvre plus pour vous.",
        leaves=True,
    ),
    "rouvrir": Act(
        "Rouvrir le dossier", "Rouvrir ce dossier", forms.ConfirmForm,
        lambda a, s, g: handling.reopen(by=a, saisine=s, version=g["version"]),
        "Le dossier est rouvert.",
    ),
}  # fmt: skip


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case, for its office alone: to anybody else it does not exist. One that was joined leads to the other."""
    if whole := whole_of(current_actor(), number):
        messages.info(request, f"Le dossier {number} est joint à celui-ci : tout ce qu’il contenait est ici.")
        return redirect("mediature:case", whole)
    return _shown(request, *case_and_place(number))


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do something of a case; whatever is wrong, what was typed stays."""
    saisine, fonction = case_and_place(number)
    if name not in ACTS:
        raise Http404("Ce geste n’existe pas.")
    if request.method != "POST":
        return redirect("mediature:case", number)
    actor, chosen = current_actor(), ACTS[name]
    if "inserer" in request.POST and chosen.form.takes:
        form = chosen.form(**_about(saisine, actor, name))
        form.insert(request.POST)
        return _shown(request, saisine, fonction, drawn={name: form})
    form = chosen.form(request.POST, request.FILES, **_about(saisine, actor, name))
    if form.is_valid():
        try:
            chosen.does(actor, saisine, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, chosen.done)
            return redirect("mediature:office") if chosen.leaves else redirect("mediature:case", number)
    form.read_again()
    return _shown(request, saisine, fonction, drawn={name: form})


@dataclass(frozen=True)
class Tied:
    """Whether a case is linked to others, has been joined by some not long ago, or was split from one."""

    linked: bool = False
    joined: bool = False
    split: bool = False


def may(saisine: Saisine, fonction: Fonction, user: int, tied: Tied = Tied()) -> list[str]:
    """What this role may do of this case now, what comes next first."""
    decides, mine = fonction in DECIDE, saisine.mediateur_id == user
    if saisine.ended:
        return [*(["rouvrir"] if decides else []), "note", *(["dates"] if decides else [])]
    examined = saisine.recevabilite != Recevabilite.A_EXAMINER
    allowed = {
        "prendre": decides and saisine.mediateur_id is None,
        "decider": decides,
        "solliciter": saisine.recevabilite == Recevabilite.RECEVABLE,
        "rendre": mine,
        "attribuer": fonction is Fonction.PRINCIPAL,
        "dates": decides,
        "clore": decides,
        "rouvrir": False,
        "joindre": decides,
        "delier": tied.linked,
        "separer": decides and tied.joined,
        "reunir": decides and tied.split,
    }
    found = [name for name in ACTS if allowed.get(name, True)]
    # Once decided, a case moves on more often than it is decided again.
    return sorted(found, key=lambda name: name == "decider") if examined else found


def _about(saisine: Saisine, actor: Actor, name: str) -> dict[str, Any]:
    return {"saisine": saisine, "user": int(actor.identifier), "auto_id": f"{name}_%s"}


@planned_once()
def _shown(
    request: HttpRequest, saisine: Saisine, fonction: Fonction, drawn: dict[str, forms.ActForm] | None = None
) -> HttpResponse:
    """The page, with whatever form was wrong, or has a text more."""
    actor, drawn = current_actor(), drawn or {}
    be_here(by=actor, saisine=saisine)
    wrong = [form for form in drawn.values() if form.errors]
    ties = linked(actor, saisine)
    recent = Fusion.objects.visible_to(actor).filter(kept=saisine, undone_at=None, at__gt=clock.now() - UNDONE_WITHIN)
    names = may(
        saisine,
        fonction,
        int(actor.identifier),
        Tied(bool(ties), recent.exists(), undoable(actor, saisine) is not None),
    )
    found = echeances(saisine, vars(saisine)["asked_at"], vars(saisine)["reply_due"])
    context = {
        "saisine": saisine,
        "office": Collectivite.objects.filter(organisation=saisine.organisation_id).first(),
        "echeances": found,
        "silence": silence_of(saisine),
        "delais": delais(Demarche(saisine.demarche), saisine.asked_on, saisine.answered_on),
        "pieces": in_the_case(Piece.objects.visible_to(actor).filter(saisine=saisine).select_related("document")),
        "shown": SHOWN,
        "exchanged": exchanged(actor, saisine),
        "notes": Note.objects.visible_to(actor).filter(saisine=saisine).select_related("author"),
        "avis": Avis.objects.visible_to(actor).filter(saisine=saisine).first(),
        "questions": questions_of(actor, saisine),
        "coming": RendezVous.objects.visible_to(actor).awaited().filter(saisine=saisine),
        "tasks": lined(Tache.objects.visible_to(actor).to_do().filter(saisine=saisine).select_related("user")),
        "told": told(actor, saisine),
        "linked": ties,
        "here": others_here(actor, saisine),
        "transfert": last_of(actor, saisine),
        "protocole": running(actor, saisine),
        "splits": fonction in DECIDE and not saisine.ended,
        "passes_on": fonction in DECIDE and not saisine.ended and saisine.recevabilite in MAY_GO,
        "away": Deport.objects.visible_to(actor).filter(saisine=saisine).select_related("user"),
        "alike": [each for each in alike(actor, saisine) if each.saisine not in ties],
        "acts": [
            (name, ACTS[name], drawn.get(name) or ACTS[name].form(**_about(saisine, actor, name)))
            for name in (*names, *(name for name in drawn if name not in names))
        ],
        "form": next(iter(wrong), None),
    }
    return render(request, "mediature/bureau/case.html", context, status=422 if wrong else 200)
