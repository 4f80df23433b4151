"""The parties of a case: who they are, and the agreement of each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.parties import Accord, add_party, remove_party, write_agreement
from parvis.products.mediature.enums import Cote
from parvis.products.mediature.forms.parties import AgreementForm, PartyForm
from parvis.products.mediature.models import Partie
from parvis.products.mediature.queries.parties import agreed_by_all
from parvis.products.mediature.views.cases import found_case


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: HttpRequest, number: str) -> HttpResponse:
    """Who is in the mediation; a party is added here."""
    saisine = found_case(number)
    form = PartyForm(request.POST if request.method == "POST" else None, saisine=saisine)
    if form.is_valid():
        given = form.cleaned_data
        try:
            add_party(
                by=current_actor(), saisine=saisine, cote=Cote(given["cote"]), name=given["name"],
                mandate=given["mandate"],
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "La partie est inscrite. Inscrivez son accord quand elle l’aura donné.")
            return redirect("mediature:parties", number)
    found = list(Partie.objects.visible_to(current_actor()).filter(saisine=saisine).select_related("proof", "mandate"))
    context = {"saisine": saisine, "parties": found, "agreed": agreed_by_all(found), "form": form}
    return render(request, "mediature/bureau/parties.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, number: str, partie: int) -> HttpResponse:
    """The agreement of one party; one that was written by mistake is taken out."""
    saisine = found_case(number)
    found = (
        Partie.objects.visible_to(current_actor()).filter(saisine=saisine, pk=partie).select_related("saisine").first()
    )
    if found is None:
        raise Http404("Cette partie n’est pas dans ce dossier.")
    removes = "retirer" in request.POST
    form = AgreementForm(request.POST if request.method == "POST" and not removes else None, partie=found)
    if removes or form.is_valid():
        try:
            if removes:
                remove_party(by=current_actor(), partie=found)
            else:
                given = form.cleaned_data
                accord = Accord(given["on"], given["proof"], given["how"])
                write_agreement(by=current_actor(), partie=found, accord=accord)
        except ValidationError as refused:
            if removes:
                messages.error(request, " ".join(refused.messages))
                return redirect("mediature:party", number, partie)
            form.add_error(None, refused)
        else:
            messages.success(request, "Les parties de ce dossier sont à jour.")
            return redirect("mediature:parties", number)
    context = {"saisine": saisine, "partie": found, "form": form}
    return render(request, "mediature/bureau/party.html", context, status=422 if form.errors else 200)
