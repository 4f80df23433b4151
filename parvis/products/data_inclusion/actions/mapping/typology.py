"""What kind of place a name announces: « Médiathèque », « CCAS », « France Services ».

The sense of the patterns is that of the national map's own tool. Words of a few letters are whole
words; an accented letter beside one does not count as a letter of it.
"""

import re
from typing import Final

_LETTER: Final = "[A-Za-z0-9_]"


def _pattern(source: str) -> re.Pattern[str]:
    """``<w>`` is the edge of a word, a blank any run of blanks or hyphens between two words."""
    spaced = source.replace(" ", "(?:[\\s\u00a0-]+)")
    return re.compile(spaced.replace("<", f"(?<!{_LETTER})").replace(">", f"(?!{_LETTER})"), re.IGNORECASE)


_SOURCES: Final = {
    "BIB": r"m[ée]diath?[èe]?que|bibli?oth?[èe]?que|m[ée]dia?th[èe]que",
    "TIERS_LIEUX": r"tiers? lieux?|co ?-?work",
    "ML": r"missions? locale|mis local",
    "MDS": (
        r"<MDSI?>|<MSD>|<EDS>|maison du d[ée]partement|"
        r"(?:maison|espace|centre) d[ée]partementale?s? (?:des|de la)? ?solidarit[ée]s?|"
        r"(?:maison|espace|centre) (?:des|de la) solidarit[ée]s? d[ée]partementale?s?|"
        r"(?:maison|espace|centre) d[ée]partementale?s? de proximit[ée]"
    ),
    "CHRS": r"centre d'h[ée]bergement et de r[ée]insertion sociale|<CHRS>",
    "CHU": r"centre d'h[ée]bergement (?:d')?urgence",
    "CAF": r"caisse d['’]? ?allocations? familiales?|(?:^|\s)CAF(?:\s|$)",
    "CADA": r"CADA\s|centre d'accueil (?:pour )?demandeurs? d'asile",
    "CAARUD": r"CAARUD",
    "CD": r"^conseil d[ée]p|CDAD|conseil d[ée]partemental",
    "CDAS": r"^CDAS|maison d[ée]partementale d'action sociale",
    "CFP": r"finances publiques",
    "RS_FJT": r"<FJT>|r[ée]sidence sociale|foyers? (?:de )?jeunes travailleurs",
    "ACI": r"^ACI\s|chantiers? d'insertion",
    "ASSO": (
        r"<ass>|<assoc>|<AFR>|association|associati(?:f|ve)|asso\s|emma[üu]s|secours populaire|secours catholique|"
        r"croix rouge|rest(?:o|aurant)s? du c(?:œ|oe)ur|familles? rurales?|ligue de l['’]enseignement|konexio|"
        r"groupe SOS|APF\s|coallia"
    ),
    "CC": r"^communaut[ée] des? communes|^cdc|^cc>",
    "CCAS": r"<CCAS>|<c\.c\.a\.s|centre communal d['’]? ?action sociale",
    "CCONS": r"consulat|chambre d['’]agriculture|chambre (?:de|des) m[ée]tiers|chambre de commerce|<CCI>",
    "CIAS": r"<CIAS>|centre intercommunal d['’]? ?action sociale",
    "CIDFF": r"CIDFF",
    "CITMET": r"cit[ée] (?:de l['’]emploi|des m[ée]tiers)|<CJM>",
    "CMP": r"centre m[ée]dico psychologique",
    "CMS": r"^CMS|^PMS|(?:centre|p[ôo]le|relais|permanence) m[ée]dico socia",
    "CPAM": r"CPAM|caisse primaire d'assurance maladie",
    "CPH": r"<CPH>|centre provisoire d'h[ée]bergement",
    "CS": r"<CS>|(?:espace|centre) social",
    "CSAPA": r"CSAPA",
    "CSC": r"<CSC>|socio ?-?culturel|sociale? et culturel|culturelle? et social|centre culturel",
    "DEPT": r"<dpt>|^d[ée]partement",
    "E2C": r"<E2C>|[ée]cole de la (?:2e|deuxi[èe]me) chance",
    "EI": r"<EI>|entreprise d'insertion",
    "ENM": r"<bus>|van num[ée]rique",
    "EPCI": r"<EPCI>|intercommunalit[ée]",
    "EPI": r"<EPI>|espaces? (?:public )?(?:internet|informatique|connect[ée])",
    "EPIDE": r"<EPIDE>",
    "EPN": (
        r"<EPN>|(?:espace|[ée]tablissement)s? (?:publics? )?(?:multi-?m[ée]dia|num[ée]rique)|"
        r"cyber ?-?base|cyber ?-?centre"
    ),
    "ES": r"[ée]picerie (?:sociale|solidaire|bar)",
    "ESAT": r"<ESAT>",
    "ESS": r"<ESS>|[ée]conomie sociale et solidaire",
    "ETTI": r"<ETTI>|travail temporaire",
    "EVS": r"<EVS>|(?:espace|centre) de vie sociale",
    "FABLAB": r"fab ?-?lab|<fabat|atelier de fabrication num[ée]rique",
    "FT": r"france travail|p[ôo]le emploi",
    "GEIQ": r"<GEIQ>|groupement d'employeurs|pour l'insertion",
    "HUDA": r"<HUDA>",
    "LA_POSTE": r"la poste|poste\s|bureau de poste|agence (?:communale )?postale",
    "MDE": r"maison de l['’]? ?(?:emploi|[ée]conomie)|<MDE>",
    "MDH": r"maison des habitant|<MJH>|<MDH>",
    "MDPH": r"<MDPH>|maison d[ée]partementale des personnes handicap[ée]es",
    "MJC": r"<MJC>|maison des jeunes et de la culture",
    "MQ": r"maison de quartier",
    "MSAP": r"<MSAP>|(?:maison|relais) des? services?",
    "MSA": r"<MSA>|mutualit[ée] sociale agricole",
    "MUNI": (
        r"<mairie>|<maire>|<municipalit[ée]|^commune|^CA\s|agglo(?:m[ée]ration)?$|agglom[ée]ration d|"
        r"communaut[ée] d'agglom[ée]ration|^ville d[eu]|h[ôo]tel de ville|marie de\s"
    ),
    "OIL": r"<OIL>",
    "PAD": r"acc[èe]s aux? droits?|justice et (?:du )?droit|maison du droit",
    "PENSION": r"pension de famille",
    "PI": r"point d'information|point info",
    "PIJ_BIJ": r"<BIJ>|<PIJ>|<CRIJ>|info(?:rmation)?s? jeune|espace jeune|point accueil jeunesse",
    "PIMMS": r"PIMMS",
    "PJJ": r"<PJJ>|protection judiciaire de la jeunesse",
    "PLIE": r"^PLIE",
    "PREF": r"pr[ée]fecture",
    "REG": r"^r[ée]gion",
    "RESSOURCERIE": r"ressourcerie",
    "SCP": r"club (?:de )?pr[ée]vention",
    "SPIP": r"<SPIP>",
    "UDAF": r"<UDAF>",
    "AFPA": r"<AFPA>",
    "CAP_EMPLOI": r"cap emploi",
    "RFS": r"<EFS>|<MFS>|france services?",
}
PATTERNS: Final = {code: _pattern(source) for code, source in _SOURCES.items()}
LONGEST_NAME: Final = 300
FRANCE_SERVICES: Final = "France Services"


def typologies_of(nom: str, dispositifs: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that a name, and the programmes a place belongs to, announce."""
    first = ("RFS",) if FRANCE_SERVICES in dispositifs else ()
    found = [code for code, pattern in PATTERNS.items() if pattern.search(nom[:LONGEST_NAME])]
    return tuple(dict.fromkeys((*first, *found)))
