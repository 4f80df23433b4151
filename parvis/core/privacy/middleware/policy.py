"""The security policy of each page: ours, and the hosts of what its visitor accepted."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from parvis.core.privacy.queries.trackers.tools import sources

STYLE = "style-src"


class PagePolicyMiddleware(CSPMiddleware):
    """Add to the policy of the settings, which names no third party, the hosts that this one page may call."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT002  the library passes it by name
    ) -> PolicyParts:
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        trackers = getattr(request, "trackers", None)
        added: dict[str, Any] = dict(sources(trackers.loaded)) if trackers else {}
        if STYLE in added:
            # A tool that styles itself inline is not heard beside a nonce: on this page there is none.
            parts.replace = {**(parts.replace or {}), STYLE: [SELF, UNSAFE_INLINE, *added.pop(STYLE)]}
        if added:
            parts.update = {**(parts.update or {}), **added}
        return parts
