"""The people of an organisation: list, role, departure."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.organisations.actions.members import change_role, end_membership
from parvis.core.organisations.forms.member import RoleForm
from parvis.core.organisations.models import Membership, Organisation
from parvis.core.organisations.policies import MANAGES
from parvis.core.organisations.queries.lists import members_of, pending_invitations
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor

PER_PAGE = 50


def visible_organisation(pk: int) -> Organisation:
    """The organisation, or « not found » for a stranger to it: its existence is not told."""
    return get_object_or_404(Organisation.objects.visible_to(current_actor()), pk=pk)


def managed_organisation(pk: int) -> Organisation:
    """The organisation, for those who manage it."""
    organisation = visible_organisation(pk)
    if not MANAGES.allows(current_actor(), organisation):
        raise PermissionDenied
    return organisation


def _member(organisation: Organisation, pk: int) -> Membership:
    return get_object_or_404(members_of(organisation, current_actor()), pk=pk)


@opens_to(SIGNED_IN)
@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to the organisation and, for those who manage it, who is invited."""
    organisation, actor = visible_organisation(pk), current_actor()
    manages = MANAGES.allows(actor, organisation)
    return render(
        request,
        "organisations/members.html",
        {
            "organisation": organisation,
            "manages": manages,
            "page": Paginator(members_of(organisation, actor), PER_PAGE).get_page(request.GET.get("page")),
            "invitations": pending_invitations(organisation, actor) if manages else (),
        },
    )


@opens_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Change the role of a member."""
    organisation = managed_organisation(pk)
    member = _member(organisation, membership)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(by=current_actor(), membership=member, role=form.cleaned_data["role"])
        except ValidationError as error:
            form.add_error("role", error)
        else:
            messages.success(request, f"Le rôle de {member.user} est enregistré.")
            return redirect("organisations:members", pk=pk)
    context = {"organisation": organisation, "member": member, "form": form}
    return render(request, "organisations/role.html", context, status=422 if form.errors else 200)


@opens_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Ask once, saying what is lost, then end the membership."""
    organisation = managed_organisation(pk)
    member = _member(organisation, membership)
    if request.method == "POST":
        try:
            end_membership(by=current_actor(), membership=member)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, f"{member.user} ne fait plus partie de {organisation}.")
        return redirect("organisations:members", pk=pk)
    return render(request, "organisations/remove.html", {"organisation": organisation, "member": member})
