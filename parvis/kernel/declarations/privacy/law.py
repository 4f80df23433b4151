"""What the law gives: grounds for a processing, and the rights that each ground carries."""

from dataclasses import dataclass
from enum import StrEnum


class Article(StrEnum):
    """The six grounds of article 6(1) of the GDPR, by their letter."""

    CONSENT = "a"
    CONTRACT = "b"
    LEGAL_OBLIGATION = "c"
    VITAL_INTERESTS = "d"
    PUBLIC_TASK = "e"
    LEGITIMATE_INTERESTS = "f"

    @property
    def words(self) -> str:
        """The ground in French."""
        return _GROUNDS[self]


_GROUNDS = {
    Article.CONSENT: "consentement de la personne",
    Article.CONTRACT: "exécution d’un contrat ou d’un engagement",
    Article.LEGAL_OBLIGATION: "respect d’une obligation légale",
    Article.VITAL_INTERESTS: "sauvegarde des intérêts vitaux",
    Article.PUBLIC_TASK: "mission d’intérêt public ou exercice de l’autorité publique",
    Article.LEGITIMATE_INTERESTS: "intérêts légitimes",
}


@dataclass(frozen=True)
class LegalBasis:
    """One ground of article 6(1), and the French text that gives it."""

    article: Article
    text: str = ""

    def __str__(self) -> str:
        """The ground in words, with its article and its text."""
        words = f"{self.article.words} (article 6-1 {self.article}) du RGPD)"
        return f"{words} : {self.text}" if self.text else words


@dataclass(frozen=True)
class ByRecipient:
    """A purpose whose ground depends on who receives: one ground for each case."""

    cases: tuple[tuple[str, LegalBasis], ...]


Basis = LegalBasis | ByRecipient


def public_task(text: str) -> LegalBasis:
    """Article 6(1)(e), given by ``text``."""
    return LegalBasis(Article.PUBLIC_TASK, text)


def legal_obligation(text: str) -> LegalBasis:
    """Article 6(1)(c), given by ``text``."""
    return LegalBasis(Article.LEGAL_OBLIGATION, text)


def consent(text: str = "") -> LegalBasis:
    """Article 6(1)(a)."""
    return LegalBasis(Article.CONSENT, text)


def contract(text: str) -> LegalBasis:
    """Article 6(1)(b), ``text`` names the engagement."""
    return LegalBasis(Article.CONTRACT, text)


def grounds(basis: Basis | None) -> tuple[LegalBasis, ...]:
    """Every ground of a basis."""
    if basis is None:
        return ()
    return (basis,) if isinstance(basis, LegalBasis) else tuple(ground for _, ground in basis.cases)


class Right(StrEnum):
    """The rights of chapter III of the GDPR."""

    ACCESS = "access"
    RECTIFY = "rectify"
    ERASE = "erase"
    RESTRICT = "restrict"
    PORT = "port"
    OBJECT = "object"
    WITHDRAW = "withdraw"

    @property
    def words(self) -> str:
        """The right in French."""
        return _RIGHTS[self]


_RIGHTS = {
    Right.ACCESS: "droit d’information et d’accès",
    Right.RECTIFY: "droit de rectification",
    Right.ERASE: "droit à l’effacement",
    Right.RESTRICT: "droit à la limitation du traitement",
    Right.PORT: "droit à la portabilité",
    Right.OBJECT: "droit d’opposition",
    Right.WITHDRAW: "droit de retirer son consentement",
}

_ALWAYS = frozenset({Right.ACCESS, Right.RECTIFY, Right.RESTRICT})
# After the CNIL's developer guide, sheet 15: what a person holds whatever a policy says.
FLOOR: dict[Article, frozenset[Right]] = {
    Article.CONSENT: _ALWAYS | {Right.ERASE, Right.PORT, Right.WITHDRAW},
    Article.CONTRACT: _ALWAYS | {Right.ERASE, Right.PORT},
    Article.LEGAL_OBLIGATION: _ALWAYS,
    Article.VITAL_INTERESTS: _ALWAYS | {Right.ERASE},
    Article.PUBLIC_TASK: _ALWAYS | {Right.OBJECT},
    Article.LEGITIMATE_INTERESTS: _ALWAYS | {Right.ERASE, Right.OBJECT},
}


@dataclass(frozen=True)
class PromisedRight:
    """A right that a service promises; ``where`` restricts it (« le cas échéant »), never refuses by itself."""

    right: Right
    where: str = ""


WHERE_APPLICABLE = "le cas échéant"
