"""Every verb that the code writes in the journal, found in the code itself."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from parvis.kernel.declarations.journal import verbs

ROOT = Path(__file__).parents[3]
# Functions and facts of the house whose parameters name a verb, and at which place.
KNOWN = {"Deed": 1, "Line": 0}


def undeclared_verbs(folders: Iterable[Path] = (ROOT,)) -> Iterator[tuple[str, str]]:
    """Each verb written somewhere that no app declared with its words, and where."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            for verb, line in written_verbs(path.read_text(encoding="utf-8")):
                if not _declared(verb):
                    yield verb, f"{path.relative_to(folder)}:{line}"


def written_verbs(source: str) -> Iterator[tuple[str, int]]:
    """The verbs that a module writes, with their lines: given by name or at the place of a parameter ``verb``."""
    if "verb" not in source and "Deed" not in source:
        return
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    places = KNOWN | {
        node.name: names.index("verb")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "verb" in (names := [each.arg for each in node.args.args])
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for given in _given(node, places):
                for one in _branches(given):
                    verb = _text(one, constants)
                    if verb is not None:
                        yield verb, one.lineno


def _declared(verb: str) -> bool:
    """Whether a verb is declared; of a composed one (``rights.{kind}``), whether any is that begins as it does."""
    beginning, composed, _ = verb.partition("{")
    return any(one.key.startswith(beginning) for one in verbs) if composed and beginning else verb in verbs


def _given(call: ast.Call, places: Mapping[str, int]) -> Iterator[ast.expr]:
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "verb")
    place = places.get(call.func.id) if isinstance(call.func, ast.Name) else None
    if place is not None and place < len(call.args):
        yield call.args[place]


def _branches(given: ast.expr) -> Iterator[ast.expr]:
    """What is given, or each of the two that a condition chooses from."""
    if isinstance(given, ast.IfExp):
        yield from (*_branches(given.body), *_branches(given.orelse))
    else:
        yield given


def _text(given: ast.expr, constants: Mapping[str, ast.expr]) -> str | None:
    """The verb itself, what a name of the module holds, or a composed one as written; nothing for a parameter."""
    if isinstance(given, ast.Name):
        given = constants.get(given.id, given)
    if isinstance(given, ast.Constant):
        return str(given.value)
    return ast.unparse(given)[2:-1] if isinstance(given, ast.JoinedStr) else None
