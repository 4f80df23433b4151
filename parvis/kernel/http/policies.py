"""A route opens to whom its policy allows, and a route without a policy opens to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import ResolverMatch

from parvis.kernel.policies import Policy
from parvis.kernel.registry import Registry

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class RoutePolicy:
    """The policy of routes that a library brings: a URL name, or a namespace followed by ``:*``.

    ``secret`` names the arguments and parameters of its address that open something by themselves.
    """

    key: str
    policy: Policy
    secret: tuple[str, ...] = ()


route_policies: Registry[RoutePolicy] = Registry("route policy")


def opens_to(policy: Policy) -> Callable[[View], View]:
    """Declare, on a view function or an ``as_view()`` result, who may call it."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(view: object, view_name: str) -> Policy | None:
    """The policy of a route: on its view, on its view class, or declared for a library's route."""
    declared = getattr(view, "policy", None) or getattr(getattr(view, "view_class", None), "policy", None)
    if isinstance(declared, Policy):
        return declared
    namespace = view_name.rpartition(":")[0]
    for key in (view_name, f"{namespace}:*"):
        if key in route_policies:
            return route_policies.get(key).policy
    return None


def policy_of_match(match: ResolverMatch) -> Policy | None:
    """The policy of a resolved route."""
    return policy_of(match.func, match.view_name or "")
