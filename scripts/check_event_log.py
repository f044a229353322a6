#!/usr/bin/env python3
"""Reads every form of an exported event log with tools that are not ours, and compares what they see.

Usage: check_event_log.py FOLDER

FOLDER has log.ocel (JSON), log.ocel-sqlite, log.xes, log.csv, log.jsonl and log.entries of the same orders. `pm4py` reads
the first three, pandas the next two; the last has the parties' own journal entries, from which counts and durations are
computed anew here. All must agree.

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import json
import sys
import warnings
from collections import Counter
from pathlib import Path

import pandas

warnings.simplefilter("ignore")

# The package asks for more packages than these readers need.
from pm4py.objects.log.importer.xes import importer as xes  # noqa: E402
from pm4py.objects.ocel.importer.jsonocel import importer as ocel_json  # noqa: E402
from pm4py.objects.ocel.importer.sqlite import importer as ocel_sqlite  # noqa: E402

OBJECT, EVENT, TYPE, ACTIVITY = "ocel:oid", "ocel:eid", "ocel:type", "ocel:activity"


def read_ocel(path, importer, variant):
    log = importer.apply(str(path), variant=variant)
    related = log.relations[log.relations[TYPE] == "order"]
    spans = related.groupby(OBJECT)["ocel:timestamp"].agg(["min", "max"])
    return {
        "orders": set(log.objects[log.objects[TYPE] == "order"][OBJECT]),
        "events": len(log.events),
        "activities": Counter(log.events[ACTIVITY]),
        "durations": {order: (row["max"] - row["min"]).total_seconds() for order, row in spans.iterrows()},
        "objects": Counter(log.objects[TYPE]),
        "relations": Counter(log.relations["ocel:qualifier"]),
    }


def kind(activity, transition):
    return activity if transition == "complete" else f"{activity}: {transition}"


def read_rows(rows):
    times = pandas.to_datetime(rows["time"], format="ISO8601", utc=True)
    spans = times.groupby(rows["order"]).agg(["min", "max"])
    return {
        "orders": set(rows["order"]),
        "events": len(rows),
        "activities": Counter(map(kind, rows["activity"], rows["transition"])),
        "durations": {order: (row["max"] - row["min"]).total_seconds() for order, row in spans.iterrows()},
    }


def read_xes(path):
    rows = []
    for trace in xes.apply(str(path), parameters={"show_progress_bar": False}):
        for event in trace:
            rows.append({"order": trace.attributes["concept:name"], "activity": event["concept:name"],
                         "transition": event["lifecycle:transition"], "time": event["time:timestamp"].isoformat()})
    return read_rows(pandas.DataFrame(rows))


def read_journal(path):
    """What the journal says by itself: no code of the exporter's is in this."""
    sent, received, tasks, spans = Counter(), Counter(), Counter(), {}
    partners, used = set(), Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        at = pandas.Timestamp(entry["at"])
        low, high = spans.get(entry["order"], (at, at))
        if entry["events"]:
            spans[entry["order"]] = (min(low, at), max(high, at))
        sent.update(message["receiver"] for message in entry.get("messages", []))
        for event in entry["events"]:
            name = event["event"]
            if name == "messageReceived" and entry["stimulus"].get("kind") != "command":
                received[entry["party"]] += 1
                partners.add(event["id"])
            if name == "messageCorrelated":
                used[event["id"]] += 1
            if name == "taskCompleted":
                tasks[event["element"]] += 1
    # What a party's own people ask for by name is correlated as well, but no message of the log.
    used = Counter({message: count for message, count in used.items() if message in partners})
    return {"sent": sent, "received": received, "used": used, "tasks": tasks,
            "durations": {order: (high - low).total_seconds() for order, (low, high) in spans.items()}}


def findings(folder):
    logs = {
        "ocel": read_ocel(folder / "log.ocel", ocel_json, ocel_json.Variants.OCEL20_STANDARD),
        "ocel-sqlite": read_ocel(folder / "log.ocel-sqlite", ocel_sqlite, ocel_sqlite.Variants.OCEL20),
        "xes": read_xes(folder / "log.xes"),
        "csv": read_rows(pandas.read_csv(folder / "log.csv", dtype=str)),
        "jsonl": read_rows(pandas.read_json(folder / "log.jsonl", lines=True, dtype=False, convert_dates=False)),
    }
    journal = read_journal(folder / "log.entries")
    first = logs["ocel"]
    for name, log in logs.items():
        for part in log:
            if part in first and log[part] != first[part]:
                yield f"{name}: its {part} are not those of ocel: {log[part]} against {first[part]}"
    if not first["orders"] or first["orders"] != set(journal["durations"]):
        yield "the log and the journal are of different orders"
    for order, duration in journal["durations"].items():
        if abs(first["durations"].get(order, -1) - duration) > 1e-6:
            yield f"{order} lasted {duration} s, not {first['durations'].get(order)}"
    if first["relations"]["sends"] != sum(journal["sent"].values()):
        yield f"{sum(journal['sent'].values())} messages were sent, not {first['relations']['sends']}"
    if first["relations"]["receives"] != sum(journal["received"].values()):
        yield f"{sum(journal['received'].values())} messages came in, not {first['relations']['receives']}"
    if not journal["used"] or first["relations"]["uses"] != sum(journal["used"].values()):
        yield f"{sum(journal['used'].values())} messages were used, not {first['relations']['uses']}"
    rows = pandas.read_csv(folder / "log.csv", dtype=str)
    done = Counter(rows[(rows["transition"] == "complete") & rows["task"].notna()]["element"])
    if done != journal["tasks"]:
        yield f"the journal has the tasks {journal['tasks']}, the log {done}"
    yield from findings_in_types(first)


def findings_in_types(log):
    for wanted in ("order", "quote", "message", "task", "party"):
        if log["objects"][wanted] == 0:
            yield f"the log has no object of the type {wanted}"
    if log["objects"]["party"] != 2:
        yield f"the log has {log['objects']['party']} parties"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    found = list(findings(Path(sys.argv[1])))
    print("\n".join(found) if found else "all forms agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
