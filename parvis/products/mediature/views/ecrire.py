"""The person reads what they exchanged with the office, and writes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.kernel.http.limits import already, counted, from_here
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.products.mediature.actions.hearing import answer
from parvis.products.mediature.forms.messages import AnswerForm
from parvis.products.mediature.queries.echanges import thread
from parvis.products.mediature.views.holding import Held, holding

PER_HOUR = 20
MESSAGE = "mediature.message"
TOO_MANY = "Vous avez envoyé beaucoup de messages depuis une heure : attendez un peu avant d’écrire de nouveau."


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def exchange(request: HttpRequest, held: Held) -> HttpResponse:
    """The same thread as the office reads, but for what is not the person's."""
    if held.saisine is None:
        return redirect("mediature:draft", code=held.code)
    form, status = AnswerForm(by=held.by, saisine=held.saisine), 200
    if request.method == "POST":
        form, status = AnswerForm(request.POST, request.FILES, by=held.by, saisine=held.saisine), 422
        if already(from_here(request, MESSAGE)) >= PER_HOUR:
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            given = form.cleaned_data
            try:
                answer(by=held.by, saisine=held.saisine, text=given["text"], files=given["fichiers"])
            except ValidationError as refused:
                form.add_error(None, refused.messages)
            else:
                counted(from_here(request, MESSAGE))
                messages.success(request, "Votre message est dans votre dossier. Le bureau du médiateur est prévenu.")
                return redirect("mediature:exchange", code=held.code)
    context = {
        "saisine": held.saisine,
        "code": held.code,
        "spaced": held.spaced,
        "echanges": thread(held.by, held.saisine),
        "form": form,
    }
    return render(request, "mediature/suivre/messages.html", context, status=status)
