"""The HTTP API described for people: a page made from its OpenAPI document, without a script."""

from typing import Any

from fastapi import APIRouter, Request, Response

from khabar.serve.desk import desk_of

routes = APIRouter()


@routes.get("/api/v1/docs")
def api_page(request: Request) -> Response:
    """Return the questions that the API answers."""
    described = request.app.openapi()
    questions = [(method.upper(), path, what, parameters(what)) for path, methods in described["paths"].items() for method, what in methods.items()]
    return desk_of(request).page(request, "api.html", "", questions=questions)


def parameters(what: dict[str, Any]) -> list[tuple[str, bool, str]]:
    """Return the name of each parameter of a question, whether it must be given, and what it may be."""
    return [(item["name"], item.get("required", False), kind(item.get("schema", {}))) for item in what.get("parameters", [])]


def kind(schema: dict[str, Any]) -> str:
    """Return what a parameter may be, in a word or by its choices."""
    if "anyOf" in schema:
        return kind(next((option for option in schema["anyOf"] if option.get("type") != "null"), {}))
    return " | ".join(map(str, schema["enum"])) if "enum" in schema else str(schema.get("pattern", schema.get("type", "")))
