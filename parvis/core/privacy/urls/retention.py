"""Routes of retention: nights of erasure, holds, restrictions."""

from django.urls import path

from parvis.core.privacy.views.retention import holds, nights

urlpatterns = [
    path("administration/conservation/", nights.nights, name="nights"),
    path("administration/conservation/a-blanc/", nights.rehearse, name="rehearse"),
    path("administration/conservation/depassement/", nights.overrun, name="overrun"),
    path("administration/conservation/depassement/<int:pk>/approuver/", nights.approve, name="overrun_approve"),
    path("administration/conservation/suspensions/", holds.holds, name="holds"),
    path("administration/conservation/suspensions/<int:pk>/approuver/", holds.approve, name="hold_approve"),
    path("administration/conservation/suspensions/<int:pk>/renouveler/", holds.renew, name="hold_renew"),
    path("administration/conservation/suspensions/<int:pk>/lever/", holds.release, name="hold_release"),
]
