#!/usr/bin/env python3
"""Checks an OpenAPI 3.1 document with tools that are not ours.

Usage: check_openapi.py FILE

The document must be valid (package `openapi-spec-validator`), every schema must be JSON Schema, the examples of a schema
must fit it, every operation must be described, and every response of an error must be a problem (RFC 9457).

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def resolve(document, node):
    """What a node is, or refers to within the document."""
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


def findings_in_schemas(document):
    metaschema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for name, schema in document["components"]["schemas"].items():
        for error in metaschema.iter_errors(schema):
            yield f"schemas/{name}: {error.message}"
        validator = Draft202012Validator(
            {"allOf": [schema], "components": document["components"]}, format_checker=FormatChecker()
        )
        for example in schema.get("examples", []):
            for error in validator.iter_errors(example):
                yield f"schemas/{name}: its example's {error.json_path}: {error.message}"


def findings_in_operations(document):
    seen = set()
    for name, operation in operations(document):
        if operation.get("operationId") in seen or not operation.get("operationId"):
            yield f"{name}: no operationId of its own"
        seen.add(operation.get("operationId"))
        if not operation.get("summary"):
            yield f"{name}: no summary"
        for status, response in operation["responses"].items():
            response = resolve(document, response)
            if int(status) >= 400 and "application/problem+json" not in response["content"]:
                yield f"{name}: {status} is no problem"
            if not response.get("description"):
                yield f"{name}: {status} is not described"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in OpenAPIV31SpecValidator(document).iter_errors()
    ]
    if not found:
        found = [*findings_in_schemas(document), *findings_in_operations(document)]
    print("\n".join(found) if found else f"{len(list(operations(document)))} operations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
