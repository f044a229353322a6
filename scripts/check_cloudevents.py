#!/usr/bin/env python3
"""Reads messages from a queue or stream with pika and parses them with the CloudEvents SDK.

Usage: check_cloudevents.py URL QUEUE COUNT

Takes the first COUNT messages, acknowledges none of them (a queue keeps them), and prints one JSON object a line: what
the SDK has read (`type`, `source`, `id`, `subject`, `time`, `extensions`, `data`) and the raw `headers`. A stream is
read from its beginning.

Exit code 1 if a message is no CloudEvent, contradicts its AMQP properties, or if they do not come within ten seconds.
"""

import json
import sys

import pika
from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_binary_event

PATIENCE = 10  # seconds
ATTRIBUTES = ("specversion", "type", "source", "id", "subject", "time", "datacontenttype")


def parse(properties, body):
    """One message as the SDK reads it; raises ValueError where AMQP's properties say something else."""
    event = from_binary_event(
        RabbitMQMessage(
            headers=properties.headers, content_type=properties.content_type, body=body
        )
    )
    expected = {
        "message_id": event.get_id(),
        "type": event.get_type(),
        "content_type": event.get_datacontenttype(),
        "timestamp": int(event.get_time().timestamp()),
        "delivery_mode": 2,
    }
    for name, value in expected.items():
        if getattr(properties, name) != value:
            raise ValueError(f"{name} is {getattr(properties, name)!r}, the CloudEvent has {value!r}")
    if properties.correlation_id not in (None, event.get_subject()):
        raise ValueError(f"correlation_id is {properties.correlation_id!r}")
    if not properties.user_id:
        raise ValueError("there is no user_id")
    attributes = event.get_attributes()
    return {
        "type": event.get_type(),
        "source": event.get_source(),
        "id": event.get_id(),
        "subject": event.get_subject(),
        "time": event.get_time().isoformat(),
        "extensions": {name: value for name, value in attributes.items() if name not in ATTRIBUTES},
        "data": event.get_data(),
        "headers": {
            name: value for name, value in properties.headers.items() if not name.startswith("x-")
        },
    }


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    url, queue, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=min(count, 1000))
    arguments = {"x-stream-offset": "first"} if queue.endswith(".stream") else None
    failures = received = 0
    for method, properties, body in channel.consume(
        queue, arguments=arguments, inactivity_timeout=PATIENCE
    ):
        if method is None:
            print(f"only {received} of {count} messages came", file=sys.stderr)
            failures += 1
            break
        received += 1
        try:
            print(json.dumps(parse(properties, body), sort_keys=True))
        except Exception as error:  # whatever the SDK throws at a message is a finding
            print(f"message {received}: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
        if received == count:
            break
    connection.close()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
