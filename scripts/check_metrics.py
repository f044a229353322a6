#!/usr/bin/env python3
"""Holds the metrics of running services against tools that are not ours.

Usage: check_metrics.py NAME=URL...

NAME is client, supplier or monitor. Both texts of each service are read: Prometheus' own by `promtool check metrics`,
OpenMetrics by the parser of the package `prometheus-client`; every family must stand in docs/metrics.md, and the other way
round. Then a real Prometheus scrapes the services with the rules of ops/prometheus, and is asked what it knows; it also
parses every query of the dashboard. The rules' own tests are run by `promtool test rules`.

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import yaml
from prometheus_client.openmetrics.parser import text_string_to_metric_families

ROOT = Path(__file__).resolve().parent.parent
OPS = ROOT / "ops" / "prometheus"
OPENMETRICS = "application/openmetrics-text; version=1.0.0"
# What a service that has worked must have counted.
COUNTED = {"client": ["duet_steps", "duet_messages_sent"], "supplier": ["duet_steps", "duet_messages_received"],
           "monitor": ["duet_monitor_entries"]}


def get(url, accept="text/plain"):
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.headers["Content-Type"], answer.read().decode("utf-8")


def run(*command, **options):
    return subprocess.run(command, check=False, text=True, capture_output=True, **options)


def documented():
    """The families of docs/metrics.md, by the services that have them."""
    families = {}
    for line in (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8").splitlines():
        match = re.match(r"\| `([a-z_]+)` \| (\w+) \| ([a-z, –]*) \| (parties|monitor|all) \|", line)
        if match:
            services = {"parties": {"client", "supplier"}, "monitor": {"monitor"},
                        "all": {"client", "supplier", "monitor"}}[match[4]]
            labels = {label.strip() for label in match[3].split(",")} - {"–", ""}
            families[match[1]] = (match[2], labels, services)
    return families


def findings_in_texts(name, url, described):
    media, text = get(f"{url}/metrics")
    if not media.startswith("text/plain; version=0.0.4"):
        yield f"{name}: {media} is not Prometheus' text"
    lint = run("promtool", "check", "metrics", input=text)
    if lint.returncode or lint.stderr or lint.stdout:
        yield f"{name}: promtool check metrics: {lint.stdout}{lint.stderr}"
    media, text = get(f"{url}/metrics", OPENMETRICS)
    if not media.startswith("application/openmetrics-text; version=1.0.0"):
        yield f"{name}: {media} is not OpenMetrics"
    families = {family.name: family for family in text_string_to_metric_families(text)}
    for family in families.values():
        kind, labels, services = described.get(family.name, (None, set(), set()))
        if name not in services:
            yield f"{name}: docs/metrics.md does not describe {family.name}"
        elif kind != family.type:
            yield f"{name}: {family.name} is a {family.type}, not a {kind}"
        found = {label for sample in family.samples for label in sample.labels} - {"le"}
        if name in services and found != labels:
            yield f"{name}: {family.name} has the labels {sorted(found)}, not {sorted(labels)}"
        if not family.documentation:
            yield f"{name}: {family.name} has no help"
    for family, (_, labels, services) in described.items():
        # What has labels is there only when something has happened.
        if name in services and not labels and family not in families:
            yield f"{name}: {family} is described, but not there"
    for family in COUNTED[name]:
        counted = sum(sample.value for sample in families[family].samples) if family in families else 0
        if counted <= 0:
            yield f"{name}: {family} has counted nothing"
    if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", text):
        yield f"{name}: an order's or message's id is a label"


def findings_in_rules():
    for command in (["check", "config", "prometheus.yml"], ["check", "rules", "alerts.yml"],
                    ["test", "rules", "alerts_test.yml"]):
        checked = run("promtool", *command, cwd=OPS)
        if checked.returncode:
            yield f"promtool {' '.join(command)}: {checked.stdout}{checked.stderr}"
    rules = yaml.safe_load((OPS / "alerts.yml").read_text(encoding="utf-8"))
    tested = (OPS / "alerts_test.yml").read_text(encoding="utf-8")
    for rule in rules["groups"][0]["rules"]:
        if f"# {rule['alert']}\n" not in tested:
            yield f"{rule['alert']} has no test"


def dashboard_queries():
    dashboard = json.loads((ROOT / "ops" / "grafana" / "duet.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"].replace("$__rate_interval", "1m")


def findings_in_names(described):
    """Queries that ask for what is not measured."""
    queries = list(dashboard_queries())
    rules = yaml.safe_load((OPS / "alerts.yml").read_text(encoding="utf-8"))
    queries += [(rule["alert"], rule["expr"]) for rule in rules["groups"][0]["rules"]]
    for title, query in queries:
        for name in re.findall(r"\b(?:duet|process)_[a-z_]+", query):
            family = re.sub(r"_(total|bucket|sum|count|info)$", "", name)
            if family not in described and name not in described:
                yield f"{title}: there is no metric {name}"


class Prometheus:
    """A real one, that scrapes every second and ends with the block."""

    def __init__(self, targets):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.folder = tempfile.TemporaryDirectory()
        configuration = yaml.safe_load((OPS / "prometheus.yml").read_text(encoding="utf-8"))
        configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        configuration["rule_files"] = [str(OPS / "alerts.yml")]
        configuration["scrape_configs"][0]["static_configs"] = [
            {"targets": [urllib.parse.urlsplit(url).netloc], "labels": {"service": name}}
            for name, url in targets.items()
        ]
        path = Path(self.folder.name) / "prometheus.yml"
        path.write_text(yaml.safe_dump(configuration), encoding="utf-8")
        self.command = ["prometheus", f"--config.file={path}", f"--storage.tsdb.path={self.folder.name}/data",
                        f"--web.listen-address={self.address}", "--log.level=error"]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.folder.cleanup()

    def ask(self, path, **parameters):
        query = urllib.parse.urlencode(parameters)
        return json.loads(get(f"http://{self.address}/api/v1/{path}?{query}")[1])["data"]

    def value(self, query):
        """The first value of a query; None when there is none, or when nobody answers yet."""
        try:
            result = self.ask("query", query=query)["result"]
        except OSError:
            return None
        return float(result[0]["value"][1]) if result else None

    def await_value(self, query, wanted):
        """Waits until a query has a value; None after half a minute."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            value = self.value(query)
            if value is not None and wanted(value):
                return value
            time.sleep(0.1)
        return None


def findings_in_prometheus(targets):
    with Prometheus(targets) as prometheus:
        # Two scrapes of each, so that rates are known.
        if prometheus.await_value('sum(min_over_time(up{job="duet"}[1m]))', lambda up: up == len(targets)) is None:
            yield f"Prometheus does not reach all of {targets}: up is {prometheus.value('sum(up)')}"
        for name, families in COUNTED.items():
            for family in families if name in targets else []:
                query = f'sum({family}_total{{service="{name}"}})'
                if prometheus.await_value(query, lambda counted: counted > 0) is None:
                    yield f"Prometheus has nothing for {query}"
        for title, query in dashboard_queries():
            try:
                prometheus.ask("query", query=query)
            except urllib.error.HTTPError as error:
                yield f"dashboard, {title}: {query}: {error.read().decode()}"
        rules = [rule for group in prometheus.ask("rules")["groups"] for rule in group["rules"]]
        if not rules:
            yield "Prometheus has no rules"
        for rule in rules:
            if rule.get("lastError"):
                yield f"{rule['name']}: {rule['lastError']}"
            if rule["state"] == "firing" and rule["name"] not in ("DuetTasksOverdue", "DuetMessagesQuarantined"):
                yield f"{rule['name']} fires although all is well"


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    targets = dict(argument.split("=", 1) for argument in sys.argv[1:])
    described = documented()
    found = [*findings_in_rules(), *findings_in_names(described)]
    for name, url in targets.items():
        found += findings_in_texts(name, url, described)
    found += findings_in_prometheus(targets)
    print("\n".join(found) if found else f"{len(described)} metrics, scraped from {', '.join(targets)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
