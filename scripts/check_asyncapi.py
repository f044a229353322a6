#!/usr/bin/env python3
"""Checks an AsyncAPI 3 document with tools that are not ours.

Usage: check_asyncapi.py FILE [MESSAGES]

The document must fit AsyncAPI 3.0 (package `pydantic-asyncapi`) and the AMQP bindings 0.3.0, every reference must lead
somewhere, every schema must be JSON Schema, and the examples of a message must fit its schemas. MESSAGES are lines as `check_cloudevents.py` prints
them: the document must describe each of them.

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError
from pydantic_asyncapi.v3 import AsyncAPI
from ruamel.yaml import YAML

# The AMQP bindings 0.3.0 (github.com/asyncapi/bindings, amqp). They are checked here because the package demands other
# words than the specification: `exchange` for `routingKey`, and always a `contentEncoding`.
NAMED = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string", "maxLength": 255}, "durable": {"type": "boolean"}},
}
BINDINGS = {
    "channels": {
        "oneOf": [
            {"required": ["is", "exchange"], "properties": {"is": {"const": "routingKey"}, "exchange": NAMED}},
            {"required": ["is", "queue"], "properties": {"is": {"const": "queue"}, "queue": NAMED}},
        ],
    },
    "operations": {
        "properties": {
            "deliveryMode": {"enum": [1, 2]},
            **{name: {"type": "boolean"} for name in ("mandatory", "timestamp", "ack")},
            "bindingVersion": {"const": "0.3.0"},
        },
        "additionalProperties": False,
    },
    "messages": {
        "properties": {
            "contentEncoding": {"type": "string"},
            "messageType": {"type": "string"},
            "bindingVersion": {"const": "0.3.0"},
        },
        "additionalProperties": False,
    },
}


def references(node, path=""):
    """Yields (path, reference) for every `$ref` below node."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield path, value
            else:
                yield from references(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{path}/{index}")


def without_bindings(node):
    """A copy of node without the bindings of a protocol."""
    if isinstance(node, dict):
        return {
            key: without_bindings(value)
            for key, value in node.items()
            if key not in ("bindings", "channelBindings", "operationBindings")
        }
    return [without_bindings(item) for item in node] if isinstance(node, list) else node


def findings_in_bindings(document):
    parts = {**document, "messages": document["components"]["messages"]}
    for kind, schema in BINDINGS.items():
        for name, part in parts[kind].items():
            bindings = part["bindings"]
            if "$ref" in bindings:
                bindings = resolve(document, bindings["$ref"])
            for error in Draft202012Validator(schema).iter_errors(bindings["amqp"]):
                yield f"{kind}/{name}/bindings/amqp: {error.message}"


def resolve(document, reference):
    """What a reference within the document leads to; raises LookupError."""
    if not reference.startswith("#/"):
        raise LookupError(reference)
    node = document
    for part in reference[2:].split("/"):
        node = node[part]
    return node


def findings_in_structure(document):
    try:
        AsyncAPI.model_validate(without_bindings(document))
    except ValidationError as error:
        for detail in error.errors():
            yield f"{'/'.join(map(str, detail['loc']))}: {detail['msg']}"
    for path, reference in references(document):
        try:
            resolve(document, reference)
        except LookupError:
            yield f"{path}: {reference} leads nowhere"


def validator(document, part):
    """A validator of a part of the document, in which references are the document's."""
    return Draft202012Validator(
        {"allOf": [part], "components": document["components"]}, format_checker=FormatChecker()
    )


def findings_in_messages(document):
    messages = document["components"]["messages"]
    for name, schema in document["components"]["schemas"].items():
        yield from invalid_schema(f"schemas/{name}", schema)
    for name, message in messages.items():
        if not message.get("examples"):
            yield f"{name}: no example"
        for part in ("headers", "payload"):
            yield from invalid_schema(f"{name}/{part}", message[part])
            for example in message.get("examples", []):
                for error in validator(document, message[part]).iter_errors(example[part]):
                    yield f"{name}: its example's {error.json_path} of {part}: {error.message}"


def invalid_schema(where, schema):
    metaschema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in metaschema.iter_errors(schema):
        yield f"{where}: {error.message}"


def findings_in_traffic(document, lines):
    described = {
        message["bindings"]["amqp"]["messageType"]: message
        for message in document["components"]["messages"].values()
    }
    for number, line in enumerate(lines, 1):
        event = json.loads(line)
        message = described.get(event["headers"].get("ce-type"))
        if message is None:
            yield f"line {number}: no message has the type {event['headers'].get('ce-type')}"
            continue
        for part, value in (("headers", event["headers"]), ("payload", event["data"])):
            for error in validator(document, message[part]).iter_errors(value):
                yield f"line {number}, {message['name']}: {error.json_path} of {part}: {error.message}"


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    document = YAML(typ="safe").load(Path(sys.argv[1]))
    found = list(findings_in_structure(document))
    if not found:
        found = [*findings_in_bindings(document), *findings_in_messages(document)]
    if not found and len(sys.argv) == 3:
        found = list(findings_in_traffic(document, Path(sys.argv[2]).read_text().splitlines()))
    print("\n".join(found) if found else f"{len(document['components']['messages'])} messages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
