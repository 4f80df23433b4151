"""An impact assessment in the JSON of the CNIL's PIA tool (LINCnil/pia), filled with what the register knows."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from parvis.core.privacy.models import Assessment
from parvis.core.privacy.queries.accountability.impact import activity_sheet
from parvis.core.privacy.queries.drawing import sheet_of
from parvis.core.privacy.queries.sheet import ActivitySheet, Sheet
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import Activity, Right, Service, criteria_of

# The tool's own numbers: 1.1.x context, 1.2.x data, 2.1.x necessity, 2.2.x rights; 3.x, the risks, is for people.
# What is imported is being written (0): nobody evaluated or validated it in the tool, even when its document is signed.
DOING = 0
# The tool before 2020 refuses a file that does not say this.
DATABASE = 201910230914
# Which rights each question is about.
RIGHTS = {
    223: (Right.ACCESS, Right.PORT),
    224: (Right.RECTIFY, Right.ERASE),
    225: (Right.RESTRICT, Right.OBJECT),
}


def pia(service: Service, activity: Activity, last: Assessment | None) -> dict[str, Any]:
    """What the tool imports: what a register can answer; the risks and their measures are left to people."""
    sheet, processing = sheet_of(service), activity_sheet(service, activity)
    at = clock.now().isoformat()
    answers = _texts(sheet, processing, activity)
    return {
        "pia": {
            "id": 1,
            "dbVersion": DATABASE,
            "status": DOING,
            "is_example": 0,
            "is_archive": 0,
            "name": f"{service.title} : {activity.title}",
            "category": service.title,
            "author_name": last.author if last else "",
            "evaluator_name": "",
            "validator_name": "",
            "dpos_names": last.signatory if last else "",
            "dpo_status": 1 if last else 0,
            "dpo_opinion": last.opinion if last else "",
            "created_at": last.recorded_at.isoformat() if last else at,
            "updated_at": at,
            "structure_id": "",
        },
        "answers": [
            {"id": number, "pia_id": 1, "reference_to": question, "data": data, "created_at": at, "updated_at": at}
            for number, (question, data) in enumerate(answers, start=1)
        ],
        "measures": [
            {
                "id": number,
                "pia_id": 1,
                "title": measure.words,
                "content": _html([measure.control or measure.organisational]),
                "placeholder": "",
                "created_at": at,
                "updated_at": at,
            }
            for number, measure in enumerate(sheet.measures, start=1)
        ],
        "evaluations": [],
        "comments": [],
    }


def _html(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _texts(sheet: Sheet, processing: ActivitySheet, activity: Activity) -> Iterator[tuple[int, dict[str, Any]]]:
    kept = [f"{each.label} : {each.keep}, puis {each.ending}." for each in processing.categories]
    data = [f"{each.label} ({each.subjects}) : {', '.join(each.data)}." for each in processing.categories]
    people = [f"{one.name} {one.represented_by}".strip() for one in processing.controllers]
    to = [one.who for one in (*processing.recipients, *processing.feeds)]
    contact = f"Contact : {sheet.contact.email or sheet.contact.address}. Réponse en {sheet.deadline}."
    helpers = [one for one in sheet.processors if one.name in processing.processors]
    processors = [f"{one.name} : {one.does} ({one.where}). {one.ground}" for one in helpers]
    risk = [f"Critère de risque : {criterion.words}." for criterion in criteria_of(activity)]
    risk += [f"Liste de la CNIL : {activity.cnil_list}."] if activity.cnil_list else []
    said = {
        111: [f"{processing.title}.", *(purpose.words for purpose in processing.purposes), processing.note, *risk],
        112: [f"{processing.operator} : {processing.role}.", f"Responsables : {', '.join(people)}.", processing.split],
        113: ["RGPD ; loi n° 78-17 du 6 janvier 1978 ; recommandation de la CNIL sur la journalisation (n° 2021-122)."],
        121: [*data, f"Destinataires : {' ; '.join(to) or 'aucun'}."],
        122: kept,
        123: ["Base de données PostgreSQL ; fichiers chiffrés un par un."],
        211: [purpose.words for purpose in processing.purposes],
        212: [basis.words for purpose in processing.purposes for basis in purpose.bases],
        213: data,
        214: ["La personne peut demander la rectification, transmise aux destinataires."],
        215: kept,
        221: ["Page publique de la politique, et « Pourquoi ? » à côté de chaque champ qui recueille une donnée."],
        222: [basis.words for purpose in processing.purposes for basis in purpose.bases if basis.article == "a"]
        or ["Le traitement ne repose pas sur le consentement."],
        **{question: [*_rights(sheet, asked), contact] for question, asked in RIGHTS.items()},
        226: processors or ["Aucun sous-traitant n’est déclaré pour ce traitement."],
        227: [one.ground for one in helpers if one.ground] or ["Aucun transfert hors de l’Union européenne."],
    }
    for question, lines in said.items():
        yield question, {"text": _html(lines), "gauge": None, "list": []}


def _rights(sheet: Sheet, asked: tuple[Right, ...]) -> list[str]:
    held = [f"{right.words}{', ' + right.where if right.where else ''}" for right in sheet.rights if right.key in asked]
    return held or ["Ce droit n’est ni promis ni donné par la loi pour ce traitement."]
