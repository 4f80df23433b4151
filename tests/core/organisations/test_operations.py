"""The demonstration's organisations, made once."""

from parvis.core.organisations.models import Membership, Organisation
from parvis.core.organisations.operations import load_organisations


def test_loading_twice_makes_them_once(acting, db):
    steps = []
    for _ in range(2):
        load_organisations(lambda done, total: steps.append((done, total)))
    assert Organisation.objects.filter(memberships__isnull=False).distinct().count() == 3
    assert Membership.objects.count() == 5
    assert steps[-1] == (3, 3)
