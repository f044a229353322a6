#!/usr/bin/env python3
"""Lets many people race for the same tasks, and checks that each task is decided once and the losers are told.

Usage: check_people.py CLIENT-URL SUPPLIER-URL [--tasks N] [--people N]

Both services run with DUET_ACCESS=trust. Orders are placed at the client; everybody of the supplier's sales then tries to
claim and decide every task, in an order of their own. Exit code 1 when anything is wrong.
"""

import argparse
import collections
import http.client
import json
import random
import sys
import threading
import time
import urllib.parse


class Session:
    """One person's connection to one party."""

    def __init__(self, url, user, groups):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.headers = {"Content-Type": "application/json", "Duet-User": user, "Duet-Groups": groups}

    def ask(self, method, path, body=None):
        self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


def place(url, count, tag):
    buyer = Session(url, "anna", "buyers")
    for number in range(count):
        status, body = buyer.ask("POST", "/orders", {
            "reference": f"{tag}-{number}", "buyer": {"id": "C-1", "name": "Nordwind"},
            "lines": [{"sku": "NUT-M8-8", "quantity": 10 + number}]})
        assert status == 202, (status, body)


def open_tasks(url, count, tag):
    """The ids of the tasks, once all of them are there."""
    clerk = Session(url, "otto", "sales")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        tasks, path = [], f"/tasks?element=Task_VerifyOrder&reference={tag}-&limit=500"
        while path:
            status, page = clerk.ask("GET", path)
            assert status == 200, (status, page)
            tasks += [item["id"] for item in page["items"]]
            path = page.get("next") and f"/tasks?element=Task_VerifyOrder&reference={tag}-&limit=500&cursor={page['next']}"
        if len(tasks) == count:
            return tasks
    raise SystemExit(f"{len(tasks)} tasks instead of {count}")


class Race:
    def __init__(self, url, tasks, people):
        self.tasks = tasks
        self.winners = collections.defaultdict(list)
        self.told = collections.Counter()
        self.faults = []
        self.lock = threading.Lock()
        self.runners = [threading.Thread(target=self.run, args=(url, f"clerk-{number}", number)) for number in range(people)]

    def run(self, url, user, seed):
        session = Session(url, user, "sales")
        draw = random.Random(seed)
        for task in draw.sample(self.tasks, len(self.tasks)):
            if draw.random() < 0.5:
                status, body = session.ask("POST", f"/tasks/{task}/claim")
                self.note(task, user, "claim", status, body)
            decision = {"decision": "accept"} if draw.random() < 0.5 else {"decision": "reject", "reason": user}
            status, body = session.ask("POST", f"/tasks/{task}/complete", {"data": decision, "effectiveAfter": 0})
            self.note(task, user, "complete", status, body)

    def note(self, task, user, action, status, body):
        with self.lock:
            if status == 200:
                if action == "complete":
                    self.winners[task].append(user)
            elif status == 409:
                who = body.get("claimedBy") or body.get("decidedBy")
                self.told[body["type"]] += 1
                if not who or who == user and action == "complete" and self.winners[task] != [user]:
                    self.faults.append(f"{user} was refused {task} and not told who was first: {body}")
            else:
                self.faults.append(f"{action} of {task} by {user}: {status} {body}")

    def check(self, url):
        """What the service has kept of it."""
        auditor = Session(url, "otto", "sales")
        for task in self.tasks:
            winners = self.winners[task]
            if len(winners) != 1:
                self.faults.append(f"{task} was decided by {winners}")
                continue
            status, body = auditor.ask("GET", f"/tasks/{task}")
            if status != 200 or body["decidedBy"] != winners[0]:
                self.faults.append(f"{task}: {winners[0]} was told so, but {body.get('decidedBy')} is kept")
            status, body = auditor.ask("GET", f"/audit?order={task.rsplit('.', 1)[0]}&action=task.decide")
            actors = [item["actor"] for item in body.get("items", [])]
            if status != 200 or actors != winners:
                self.faults.append(f"{task}: the audit trail has {actors}, not {winners}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("client")
    parser.add_argument("supplier")
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--people", type=int, default=20)
    options = parser.parse_args()
    tag = f"RACE{time.time_ns() // 1_000_000}"
    place(options.client, options.tasks, tag)
    race = Race(options.supplier, open_tasks(options.supplier, options.tasks, tag), options.people)
    started = time.monotonic()
    for runner in race.runners:
        runner.start()
    for runner in race.runners:
        runner.join()
    seconds = time.monotonic() - started
    race.check(options.supplier)
    for fault in race.faults[:20]:
        print(fault)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(race.told.items()))
    print(f"{len(race.winners)} tasks decided by {options.people} people in {seconds:.1f} s; told that others were first: {told}")
    return 1 if race.faults else 0


if __name__ == "__main__":
    sys.exit(main())
