"""The register, as tests want it."""

from pathlib import Path

from parvis.core.privacy.actions import publish
from parvis.core.privacy.actions.accountability.demonstration import sign_everything
from parvis.core.privacy.actions.accountability.proving import prove
from parvis.core.privacy.models import LastProof, PolicyVersion
from parvis.kernel.actor import system
from parvis.kernel.declarations.privacy import controls, keepings, services
from parvis.kernel.scope import Reach, open_scope

TASK = system("register.publish")


def sign_and_publish() -> list[PolicyVersion]:
    """Sign everything that waits, as in the demonstration, and publish every policy."""
    with open_scope(TASK, reach=Reach.EVERYTHING, channel="test") as scope:
        sign_everything(by=TASK)
        published = publish(by=TASK)
        scope.readings.clear()
    return published


def assert_each_protection_is_proved(code, key, client, settings) -> None:
    """Each measure of the service is a control that a test proves; the promise is in default where one fails."""
    keeping, service = keepings.get(code), services.get(key)
    held = [controls.get(measure.control) for measure in service.measures if measure.control]
    assert {control.key for control in held if control.look} == set(keeping.controls)
    for control in held:
        path, _, name = control.test.partition("::")
        assert f"def {name}(" in Path(path).read_text()

    def said() -> str:
        page = client.get(f"/engagements/{service.slug}/").content.decode()
        return page.partition(f'id="promesse-{code}"')[2].partition("</article>")[0]

    settings.PARVIS_CLAMD, settings.PARVIS_MODE = "", "demo"
    prove(by=system("tests"))
    assert "En défaut ici" in said()
    LastProof.objects.filter(key__startswith="control:").update(holds=True)
    assert "En défaut ici" not in said()
