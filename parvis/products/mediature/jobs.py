"""What Médiature does later or by itself: reminders, alerts, past years taken over."""

from parvis.kernel.declarations.jobs import Job, jobs
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.relancing import remind_services
from parvis.products.mediature.actions.rendezvous import remind_appointments
from parvis.products.mediature.actions.reprendre import TAKE, TRY, end_forgotten, run_take_over, run_trial
from parvis.products.mediature.actions.retrouver import FIND, send_links
from parvis.products.mediature.actions.silences import alert_of_silences


def remind() -> None:
    """Remind the services that owe an answer."""
    remind_services(by=current_actor())


def find_lost(asked: str) -> None:
    """Send what reopens the saisines of whoever lost their code."""
    send_links(by=current_actor(), asked=asked)


def run_try(reprise: int) -> None:
    """Read a file, and tell what would become of each line."""
    run_trial(by=current_actor(), reprise=reprise)


def run_take(reprise: int) -> None:
    """Make cases of the lines that were accepted."""
    run_take_over(by=current_actor(), reprise=reprise)


def forget_files() -> None:
    """Undo what was deposited and never taken over."""
    end_forgotten(by=current_actor())


def remind_of_tomorrow() -> None:
    """Remind the persons of their appointments of tomorrow."""
    remind_appointments(by=current_actor())


def alert() -> None:
    """Alert of the cases in which nobody has written for a year, or for two."""
    alert_of_silences(by=current_actor())


jobs.register(
    Job(
        "mediature.remind-services",
        "Rappeler aux services les questions des médiateurs",
        remind,
        schedule="20 8 * * 1-5",
        everything=True,
    )
)
jobs.register(Job(FIND, "Envoyer de quoi rouvrir une saisine dont le code est perdu", find_lost, everything=True))
jobs.register(Job(TRY, "Essayer un tableau d’années passées", run_try))
jobs.register(Job(TAKE, "Reprendre des années passées", run_take))
jobs.register(
    Job(
        "mediature.past-forgotten",
        "Détruire les tableaux d’années passées que personne n’a repris",
        forget_files,
        schedule="50 3 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        "mediature.silence",
        "Alerter des dossiers de médiation sans échange",
        alert,
        schedule="30 5 * * *",
        everything=True,
    )
)
jobs.register(
    Job(
        "mediature.remind-appointments",
        "Rappeler les rendez-vous du lendemain",
        remind_of_tomorrow,
        schedule="10 9 * * *",
        everything=True,
    )
)
