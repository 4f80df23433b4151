"""How an authority comes to Médiature: asked for by somebody of it, or opened by an administrator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.accounts.models import User
from parvis.kernel.forms import refused
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.joining import Asking, admit, ask_to_join, invite_lead, open_for, turn_down
from parvis.products.mediature.enums import EtatAdhesion
from parvis.products.mediature.forms.opening import JoinForm, LeadForm, OpenForm, RefusalForm, TerritoryForm
from parvis.products.mediature.models import Adhesion
from parvis.products.mediature.policies import OPENS
from parvis.products.mediature.queries.officiel import page_nobody_leads, pages_for_administrators
from parvis.products.mediature.views.annuaire import place_asked
from parvis.products.mediature.views.reglages import link_of

PER_PAGE = 30


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the page of one's authority, found by one of its communes."""
    actor = current_actor()
    context = place_asked(request)
    form = JoinForm(request.POST or None, levels=context["levels"])
    if request.method == "POST" and form.is_valid():
        user = User.objects.get(pk=int(actor.identifier))
        try:
            asked = ask_to_join(by=actor, user=user, asking=_asking(form, words=form.cleaned_data["words"]))
        except ValidationError as error:
            refused(form, error)
        else:
            if asked.etat == EtatAdhesion.ACCEPTEE:
                messages.success(
                    request, f"Votre adresse est reconnue comme celle de la mairie : la page de {asked} est à vous."
                )
                return redirect("mediature:settings")
            messages.success(request, "Votre demande est partie. Un administrateur vous répondra par courriel.")
            return redirect("mediature:join")
    context |= {"form": form, "asked": Adhesion.objects.visible_to(actor).filter(user=int(actor.identifier))}
    return render(request, "mediature/rejoindre/demander.html", context, status=422 if form.errors else 200)


@opens_to(OPENS)
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, then every authority: whether it is open and whether a mandate runs, never a case."""
    actor = current_actor()
    pages = Paginator(pages_for_administrators(actor), PER_PAGE)
    waiting = Adhesion.objects.visible_to(actor).waiting().select_related("user")
    context = {"waiting": waiting, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "mediature/rejoindre/toutes.html", context)


@opens_to(OPENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open an authority and invite its main mediator."""
    context = place_asked(request)
    form = OpenForm(request.POST or None, levels=context["levels"])
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            made = open_for(by=current_actor(), asking=_asking(form), email=email, link=link_of(request))
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, f"{made} est ouverte, et l’invitation est partie à {email}.")
            return redirect("mediature:administration")
    return render(
        request, "mediature/rejoindre/ouvrir.html", context | {"form": form}, status=422 if form.errors else 200
    )


@opens_to(OPENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite the main mediator of an office that has none."""
    actor = current_actor()
    page = page_nobody_leads(actor, slug)
    if page is None:
        raise Http404("Cette collectivité n’a pas de page, ou quelqu’un dirige déjà son bureau.")
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            there = invite_lead(by=actor, collectivite=page, email=email, link=link_of(request))
        except ValidationError as error:
            refused(form, error)
        else:
            told = f"{there.user} est médiateur principal." if there else f"L’invitation est partie à {email}."
            messages.success(request, told)
            return redirect("mediature:administration")
    context = {"page": page, "form": form}
    return render(request, "mediature/rejoindre/mediateur.html", context, status=422 if form.errors else 200)


@opens_to(OPENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Recognise who asks, or refuse and say why."""
    actor = current_actor()
    asked = get_object_or_404(Adhesion.objects.visible_to(actor).waiting().select_related("user"), pk=pk)
    refuses = request.POST.get("reponse") == "refuser"
    form = RefusalForm(request.POST if refuses else None)
    if request.method == "POST" and (not refuses or form.is_valid()):
        try:
            if refuses:
                turn_down(by=actor, adhesion=asked, reasons=form.cleaned_data["reasons"])
            else:
                admit(by=actor, adhesion=asked)
        except ValidationError as error:
            refused(form, error) if refuses else messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "La demande a sa réponse, et la personne en est prévenue.")
            return redirect("mediature:administration")
    context = {"asked": asked, "form": form}
    return render(request, "mediature/rejoindre/repondre.html", context, status=422 if form.errors else 200)


def _asking(form: TerritoryForm, words: str = "") -> Asking:
    niveau, code = form.chosen
    given = form.cleaned_data
    return Asking(niveau, code, given["representative"], given["representative_title"], words)
