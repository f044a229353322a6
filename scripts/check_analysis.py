#!/usr/bin/env python3
"""Computes an analysis of the monitor's anew from the exported journal, with tools that are not ours, and compares.

Usage: check_analysis.py ENTRIES STATS...

ENTRIES is what `monitor export --format entries` wrote; each STATS is what `monitor stats -o json` printed of the same
orders, for any period. Percentiles are pandas', survival curves lifelines'. No code of the monitor's is in this.

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pandas
from lifelines import KaplanMeierFitter

TOLERANCE = 2e-6


class Side:
    """What one party did for one order, replayed from its entries."""

    def __init__(self):
        self.began, self.ended, self.outcome = None, None, None
        self.stays, self.path = [], []
        self.open, self.tasks = {}, {}

    def hear(self, entry):
        at = pandas.Timestamp(entry["at"])
        self.began = at if self.began is None else self.began
        entered = set()
        for event in entry["events"]:
            name = event["event"]
            if name == "elementActivated" and "scope" in event:
                self.path.append(event["element"])
                self.open[event["key"]] = {"element": event["element"], "entered": at, "left": None, "task": False,
                                           "claimed": None, "worker": None, "due": None, "withdrawn": False}
                entered.add(event["key"])
            elif name in ("elementCompleted", "elementTerminated") and event["key"] in self.open:
                stay = self.open.pop(event["key"])
                # What is entered and left in one step takes no time.
                if event["key"] not in entered:
                    self.stays.append(stay | {"left": at, "withdrawn": name == "elementTerminated"})
            elif name == "flowTaken":
                self.path.append(">" + event["flow"])
            elif name == "instanceEnded":
                self.ended, self.outcome = at, event["outcome"]
            elif name.startswith("task"):
                self.hear_task(name, event, at)

    def hear_task(self, name, event, at):
        if name == "taskCreated":
            self.tasks[event["key"]] = event["owner"]
            self.open[event["owner"]]["task"] = True
            self.open[event["owner"]]["due"] = pandas.Timestamp(event["due"]) if event.get("due") else None
            if event.get("assignee"):
                self.open[event["owner"]].update(claimed=at, worker=event["assignee"])
        stay = self.open.get(self.tasks.get(event["key"]))
        if stay is None:
            return
        if name in ("taskClaimed", "taskAssigned", "taskDelegated"):
            stay["claimed"] = stay["claimed"] or at
            stay["worker"] = event.get("by" if name == "taskClaimed" else "to") or event.get("user")
        elif name == "taskReleased":
            stay["claimed"] = None
        elif name == "taskRescheduled" and event.get("due"):
            stay["due"] = pandas.Timestamp(event["due"])
        elif name == "taskCompleted":
            stay["worker"] = event.get("by")

    @property
    def all_stays(self):
        return self.stays + list(self.open.values())


def read_orders(path):
    orders = defaultdict(lambda: defaultdict(Side))
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for entry in sorted(entries, key=lambda entry: (entry["order"], entry["party"], entry["step"])):
        orders[entry["order"]][entry["party"]].hear(entry)
    return orders


def seconds(delta):
    return delta.value / 1e9 if isinstance(delta, pandas.Timedelta) else delta


class Period:
    """The orders of one period, and what is to be known of them."""

    def __init__(self, orders, begin, end):
        self.begin, self.end = begin, end
        self.cases = []
        for sides in orders.values():
            placed = min(side.began for side in sides.values())
            is_over = len(sides) > 1 and all(side.ended is not None for side in sides.values())
            ended = max(side.ended for side in sides.values()) if is_over else None
            if placed >= end or (ended is not None and ended < begin):
                continue
            inside = ended is not None and ended < end
            self.cases.append((sides, placed, ended if inside else None))

    def lead_times(self):
        return pandas.Series([seconds(ended - placed) for _, placed, ended in self.cases if ended is not None])

    def survival(self):
        """Durations, whether they ended, and the ages at which they came under observation."""
        rows = []
        for _, placed, ended in self.cases:
            entry = max(0.0, seconds(self.begin - placed))
            length = seconds((ended if ended is not None else self.end) - placed)
            if length > entry or entry == 0:
                rows.append((length, ended is not None, entry))
        return [list(column) for column in zip(*rows)]

    def stays(self):
        for sides, _, _ in self.cases:
            for party, side in sides.items():
                for stay in side.all_stays:
                    if stay["entered"] < self.end and (stay["left"] is None or stay["left"] >= self.begin):
                        yield party, stay

    def ended_sides(self):
        for sides, _, ended in self.cases:
            if ended is not None:
                yield sides

    def orders_through(self):
        """How many orders that ended came through a flow node or along a sequence flow."""
        counts = Counter()
        for sides in self.ended_sides():
            counts.update({item for side in sides.values() for item in side.path})
        return counts

    def late_orders(self):
        counts = Counter()
        for sides in self.ended_sides():
            late = {stay["element"] for side in sides.values() for stay in side.all_stays if is_late(stay, self.end)}
            counts.update(late | ({None} if late else set()))
        return counts

    def outcomes(self):
        counts = Counter()
        for sides, _, ended in self.cases:
            if ended is not None:
                found = {side.outcome for side in sides.values()}
                counts[found.pop() if len(found) == 1 else "disputed"] += 1
        return counts

    def flows(self):
        counts = Counter()
        for sides, _, _ in self.cases:
            for side in sides.values():
                counts.update(item[1:] for item in side.path if item.startswith(">"))
        return counts

    def ways(self):
        """The lead times of the orders that ended, by party and the way that its side went."""
        times = defaultdict(lambda: defaultdict(list))
        for sides, placed, ended in self.cases:
            for party, side in sides.items():
                if ended is not None:
                    times[party][tuple(side.path)].append(seconds(ended - placed))
        return times


def is_late(stay, end):
    """Whether a task's due date passed before it was done or taken away."""
    return stay["due"] is not None and stay["left"] is not None and stay["left"] < end and stay["due"] < stay["left"]


def differs(value, wanted):
    return value is None or abs(value - wanted) > TOLERANCE * max(1, abs(wanted))


def percentiles(what, told, series):
    if told["count"] != len(series):
        yield f"{what}: {told['count']} are told, there are {len(series)}"
        return
    for name, level in (("p50", 0.5), ("p85", 0.85), ("p95", 0.95)):
        # What is told to be too few is not told.
        if told[name]["value"] is not None and differs(told[name]["value"], series.quantile(level)):
            yield f"{what}: {name} is told as {told[name]['value']}, pandas has {series.quantile(level)}"


def findings_in_times(report, period):
    yield from percentiles("lead time", report["leadTime"]["completed"], period.lead_times())
    durations, ended, entries = period.survival()
    curve = KaplanMeierFitter().fit(durations, event_observed=ended, entry=entries)
    told = report["leadTime"]["all"]
    median = curve.median_survival_time_
    if "needed" in told["p50"]:
        if sum(ended) >= told["p50"]["needed"]:
            yield f"{sum(ended)} ends are told to be too few for a median"
    elif told["p50"]["value"] is None:
        if median != float("inf"):
            yield f"no median is told, lifelines has {median}"
    elif differs(told["p50"]["value"], median):
        yield f"the median with running orders is told as {told['p50']['value']}, lifelines has {median}"
    for point in told["curve"]:
        if differs(point["survival"], curve.predict(point["age"])):
            yield f"at {point['age']} s {point['survival']} still run, lifelines has {curve.predict(point['age'])}"


def findings_in_steps(report, period):
    stays = defaultdict(list)
    for _, stay in period.stays():
        stays[stay["element"]].append(stay)
    through = period.orders_through()
    if {step["element"] for step in report["steps"]} != set(stays):
        yield f"steps are told of {[step['element'] for step in report['steps']]}, there are {sorted(stays)}"
    for step in report["steps"]:
        own = stays[step["element"]]
        over = [stay for stay in own if stay["left"] is not None and stay["left"] < period.end]
        if step["count"] != len(own) or step["open"] != len(own) - len(over):
            yield f"{step['element']}: {step['count']} and {step['open']} open are told, not {len(own)} and {len(own) - len(over)}"
        yield from percentiles(
            step["element"], step["stay"], pandas.Series([seconds(stay["left"] - stay["entered"]) for stay in over]))
        if step["orders"] != through[step["element"]]:
            yield f"{step['element']}: {step['orders']} orders are told, there are {through[step['element']]}"
        if step["kind"] != "person":
            continue
        claims = [min(stay["claimed"] or stay["left"], stay["left"]) for stay in over]
        yield from percentiles(
            step["element"] + " waiting", step["waiting"],
            pandas.Series([seconds(claim - stay["entered"]) for claim, stay in zip(claims, over)]))
        yield from percentiles(
            step["element"] + " work", step["working"],
            pandas.Series([seconds(stay["left"] - claim) for claim, stay in zip(claims, over)]))


def findings_in_due_dates(report, period):
    own = defaultdict(list)
    for _, stay in period.stays():
        if stay["due"] is not None:
            own[stay["element"]].append(stay)
    told = report["dueDates"]
    if {step["element"] for step in told["steps"]} != set(own):
        yield f"due dates are told of {[step['element'] for step in told['steps']]}, there are {sorted(own)}"
    orders = period.late_orders()
    if told["orders"] != orders[None]:
        yield f"{told['orders']} orders with a late task are told, there are {orders[None]}"
    sums = Counter()
    for step in told["steps"]:
        stays = own[step["element"]]
        over = [stay for stay in stays if stay["left"] is not None and stay["left"] < period.end]
        late = [stay for stay in over if is_late(stay, period.end)]
        overdue = [stay for stay in stays if stay not in over and stay["due"] < period.end]
        wanted = {"late": len(late), "of": len(over), "open": len(stays) - len(over), "overdue": len(overdue),
                  "orders": orders[step["element"]]}
        found = {"late": step["late"]["count"], "of": step["late"]["of"],
                 **{name: step[name] for name in ("open", "overdue", "orders")}}
        if found != wanted:
            yield f"due dates of {step['element']}: {found} is told, not {wanted}"
        yield from percentiles(
            step["element"] + " lateness", step["lateness"],
            pandas.Series([seconds(stay["left"] - stay["due"]) for stay in late], dtype=float))
        sums.update(wanted)
    if told["steps"] and (told["late"]["count"], told["late"]["of"], told["open"], told["overdue"]) != \
            (sums["late"], sums["of"], sums["open"], sums["overdue"]):
        yield f"in all {told['late']} are told to be late, not {sums}"


def findings_at_risk(report, period):
    """Of the running orders those whose open task is overdue, or has used up three quarters of its time."""
    told = report["atRisk"]["counts"]
    if pandas.Timestamp(report["period"]["now"]) > pandas.Timestamp(report["period"]["to"]):
        if told["overdue"] or told["dueSoon"]:
            yield f"the period is over, and {told} are told to be at risk"
        return
    counts = Counter()
    for sides, _, ended in period.cases:
        dues = [(stay["entered"], stay["due"]) for side in sides.values() for stay in side.open.values() if stay["due"] is not None]
        if ended is None:
            counts["overdue"] += any(due < period.end for _, due in dues)
            counts["dueSoon"] += any(
                due >= period.end and 4 * (period.end - entered) >= 3 * (due - entered) for entered, due in dues)
    for name in ("overdue", "dueSoon"):
        if told[name] != counts[name]:
            yield f"{told[name]} orders are told to be {name}, there are {counts[name]}"


def findings_in_counts(report, period):
    if report["orders"] != len(period.cases):
        yield f"{report['orders']} orders are told, there are {len(period.cases)}"
    placed = sum(placed >= period.begin for _, placed, _ in period.cases)
    if report["flow"]["arrivals"]["count"] != placed:
        yield f"{report['flow']['arrivals']['count']} arrivals are told, there are {placed}"
    told = {outcome["outcome"]: outcome["share"]["count"] for outcome in report["outcomes"]}
    if told != dict(period.outcomes()):
        yield f"the outcomes {told} are told, there are {dict(period.outcomes())}"
    people = Counter()
    for _, stay in period.stays():
        if stay["task"] and not stay["withdrawn"] and stay["left"] is not None and \
                period.begin <= stay["left"] < period.end:
            people[stay["worker"]] += 1
    told = Counter()
    for person in report["work"]["people"]:
        told[person["name"]] += person["tasks"]
    if report["work"]["peopleInAll"] == len(report["work"]["people"]) and told != people:
        yield f"the tasks {told} are told, there are {people}"


def findings_in_ways(report, period):
    flows = period.flows()
    through = period.orders_through()
    for gateway in report["gateways"]:
        counts = [flows[branch["flow"]] for branch in gateway["branches"]]
        if [branch["share"]["count"] for branch in gateway["branches"]] != counts:
            yield f"{gateway['gateway']}: {[branch['share']['count'] for branch in gateway['branches']]}, not {counts}"
        orders = [through[">" + branch["flow"]] for branch in gateway["branches"]]
        if [branch["orders"] for branch in gateway["branches"]] != orders:
            yield f"{gateway['gateway']}: {[branch['orders'] for branch in gateway['branches']]} orders, not {orders}"
        if sum(branch["permille"] for branch in gateway["branches"]) != 1000:
            yield f"{gateway['gateway']}: the shares do not add up"
    ways = period.ways()
    for party in report["variants"]:
        own = ways[party["party"]]
        sizes = sorted((len(times) for times in own.values()), reverse=True)
        if party["distinct"] != len(own) or party["count"] != sum(sizes):
            yield f"{party['party']}: {party['distinct']} variants are told, there are {len(own)}"
        told = sorted((variant["share"]["count"] for variant in party["variants"]), reverse=True)
        if told != sizes[:len(told)]:
            yield f"{party['party']}: variants of {told} orders are told, there are {sizes}"
        nodes = defaultdict(list)
        for way, times in own.items():
            nodes[tuple(item for item in way if not item.startswith(">"))].append(pandas.Series(times))
        for variant in party["variants"]:
            alike = [times for times in nodes[tuple(variant["nodes"])] if len(times) == variant["share"]["count"]]
            if not alike:
                yield f"{party['party']}: nobody went {variant['nodes']}"
            median = variant["medianLeadTime"]
            if alike and "needed" in median and len(alike[0]) >= median["needed"]:
                yield f"{party['party']}: {len(alike[0])} orders are told to be too few for a median"
            # Ways with the same flow nodes and as many orders cannot be told apart.
            if alike and "needed" not in median and all(differs(median["value"], times.median()) for times in alike):
                yield f"{party['party']}: the median of {variant['nodes']} is told as {median['value']}, pandas has " \
                    f"{[times.median() for times in alike]}"
        if sum(variant["permille"] for variant in party["variants"]) + party["othersPermille"] != 1000:
            yield f"{party['party']}: the shares of the variants do not add up"


def findings(entries, stats):
    orders = read_orders(entries)
    for path in stats:
        report = json.loads(path.read_text(encoding="utf-8"))["report"]
        begin, end = (pandas.Timestamp(report["period"][name]) for name in ("from", "to"))
        period = Period(orders, begin, min(end, pandas.Timestamp(report["period"]["now"])))
        if not period.cases:
            yield f"{path.name}: there are no orders to compare"
            continue
        for part in (findings_in_times, findings_in_steps, findings_in_due_dates, findings_at_risk, findings_in_counts,
                     findings_in_ways):
            yield from (f"{path.name}: {finding}" for finding in part(report, period))


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    found = list(findings(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
    print("\n".join(found) if found else "the analysis is what the journal says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
