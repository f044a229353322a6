"""Checks what the compose schema cannot: that docker-compose.yml keeps the two companies apart.

Usage: check_compose.py FILE. Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import sys
from itertools import combinations
from pathlib import Path

from ruamel.yaml import YAML

COMMON_NETWORK = "exchange"
# What people sign in at; everything else stays among the containers.
PUBLISHED = ("client", "supplier")
# As Compose writes a variable of the host, with what holds without it.
GUARDED = ("local", "oidc", "${DUET_ACCESS:-local}", "${DUET_ACCESS:-oidc}")
PARTIES = ("client", "supplier", "monitor")


def findings(path: Path):
    compose = YAML(typ="safe").load(path)
    services = compose["services"]
    for kind in ("networks", "secrets"):
        for name, service in services.items():
            for entry in service.get(kind, []):
                used = entry["source"] if isinstance(entry, dict) else entry
                if used not in compose[kind]:
                    yield f"{name}: {kind} names {used}, which is not declared"
    for name, service in services.items():
        if ":" not in service["image"] or service["image"].endswith(":latest"):
            yield f"{name}: the image {service['image']} is not pinned to a version"
        yield from findings_in_ports(name, service)
        if "healthcheck" not in service and "build" not in service:
            yield f"{name}: has no health check"
        for dependency in service.get("depends_on", {}):
            if dependency not in services:
                yield f"{name}: depends on {dependency}, which does not exist"
    reach = {party: set(services[party]["networks"]) for party in PARTIES}
    for one, other in combinations(PARTIES, 2):
        if reach[one] & reach[other] != {COMMON_NETWORK}:
            yield f"{one} and {other} share {sorted(reach[one] & reach[other])}, not the broker alone"
    for party in PARTIES:
        database = set(services[f"{party}-database"]["networks"])
        for other in PARTIES:
            if (other == party) != bool(database & reach[other]):
                yield f"{other} and the database of {party}: reachable and should not be, or the reverse"


def findings_in_ports(name, service):
    """A port is published to the host itself only, where people sign in, by a service that listens for it."""
    ports = service.get("ports", [])
    if (name in PUBLISHED) != bool(ports):
        yield f"{name}: publishes {ports or 'nothing'}"
    for port in ports:
        if not str(port).startswith("127.0.0.1:"):
            yield f"{name}: publishes {port} to everybody, but speaks no TLS"
    environment = service.get("environment", {})
    if ports and environment.get("DUET_ACCESS") not in GUARDED:
        yield f"{name}: publishes ports, but nobody has to sign in"
    if ports and environment.get("DUET_HTTP_HOST") != "0.0.0.0":
        yield f"{name}: publishes ports, but listens to its own container only"


def main() -> int:
    found = list(findings(Path(sys.argv[1])))
    print("\n".join(found) if found else "the parties share the broker alone")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
