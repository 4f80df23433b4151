"""The page of an opinion, by the link of the closing mail: a press answers, a word may follow."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import within
from parvis.products.mediature.actions.opining import WRITER, give_opinion, giver
from parvis.products.mediature.enums import Satisfaction
from parvis.products.mediature.forms.avis import WordForm
from parvis.products.mediature.models import Avis, Collectivite, Saisine
from parvis.products.mediature.queries.avis import case_of, may_still_be_given

UNKNOWN = "Ce lien ne mène à aucune médiation. Copiez-le en entier depuis votre courriel."


def by_its_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Find the case that the link names, within its office alone; the page is kept nowhere, nor told to any tool."""

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, token: str) -> HttpResponseBase:
        request.trackers = None  # type: ignore[attr-defined]  # what the tags that draw the page read
        named = case_of(token)
        if named is None:
            raise Http404(UNKNOWN)
        with within(WRITER, organisations=[named[1]]):
            saisine = Saisine.objects.filter(pk=named[0]).first()
            if saisine is None:
                raise Http404(UNKNOWN)
            answer = view(request, token, saisine)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return run


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@by_its_link
def opinion(request: HttpRequest, token: str, saisine: Saisine) -> HttpResponse:
    """Four answers, each a button; then a word, for whoever wants to say why."""
    given = Avis.objects.filter(saisine=saisine).first()
    form = WordForm(request.POST if "word" in request.POST else None, initial={"word": given.word if given else ""})
    degree = request.POST.get("degre") or (given.satisfaction if given else "")
    if request.method == "POST" and (degree not in Satisfaction or (form.is_bound and not form.is_valid())):
        return _page(request, token, saisine, given, form, status=422)
    if request.method == "POST":
        word = form.cleaned_data["word"] if form.is_bound else None
        try:
            give_opinion(by=giver(saisine.pk), saisine=saisine, degree=Satisfaction(degree), word=word)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "Merci, votre avis est enregistré. Vous pouvez le changer pendant 30 jours.")
        return redirect("mediature:opinion", token)
    return _page(request, token, saisine, given, form)


def _page(
    request: HttpRequest, token: str, saisine: Saisine, given: Avis | None, form: WordForm, status: int = 200
) -> HttpResponse:
    context = {
        "saisine": saisine,
        "token": token,
        "office": Collectivite.objects.filter(organisation=saisine.organisation_id).first(),
        "given": given,
        "open": may_still_be_given(saisine, given),
        "degrees": Satisfaction,
        "form": form,
    }
    return render(request, "mediature/suivre/avis.html", context, status=status)
