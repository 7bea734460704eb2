"""Which phrases the code of the page says, found in its syntax trees and its script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parent.parent / "ui"
_SAYING = ("say", "say_html", "phrase")


def phrases() -> set[str]:
    """Return what is said by the server."""
    return {text for tree in _trees() for text in _said(tree, _SAYING, 0)}


def labels() -> set[str]:
    """Return what Gradio shows."""
    return {text for tree in _trees() for text in _said(tree, ("label",), 0)}


def things() -> set[str]:
    """Return what is counted."""
    return {text for tree in _trees() for text in _said(tree, ("count",), 1)}


def script() -> set[str]:
    """Return what the page's script says."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (UI / "static").glob("*.js"))
    return set(re.findall(r"allianceSaid\('([^']+)'", code))


def placeholders(text: str) -> set[str]:
    """Return the names for which a phrase has places."""
    return set(re.findall(r"\{(\w+)\}", text))


def _trees() -> Iterator[ast.Module]:
    for path in sorted(UI.glob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _said(tree: ast.Module, names: tuple[str, ...], place: int) -> Iterator[str]:
    """Yield the texts given to some functions: as they are, or by the name of a constant."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            continue
        given = {
            target.id: node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(scope):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id in names
                and len(call.args) > place
            ):
                yield from _texts(call.args[place], given)


def _texts(node: ast.expr, given: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _texts(node.body, given)
            yield from _texts(node.orelse, given)
        case ast.Name() if node.id in given and not isinstance(given[node.id], ast.Name):
            yield from _texts(given[node.id], {})
        case ast.Call(func=ast.Name(id="phrase")):
            yield from _texts(node.args[0], {})


def reported() -> str:
    """Return the texts of all strings below the page, where messages come from."""
    texts = []
    for layer in ("sources", "index", "assistant", "ui"):
        for path in sorted((UI.parent / layer).glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr):
                    texts.append("".join(map(_piece, node.values)))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.append(re.sub(r"\{\w*\}", "\0", node.value))
    return "\n".join(texts)


def _piece(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "\0"
