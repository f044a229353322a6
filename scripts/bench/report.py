"""Progress and the table for people, both on standard error."""
import sys


def progress(text):
    print(text, file=sys.stderr, flush=True)


def median_run(runs):
    """The run with the median speed, and the speeds of all."""
    ordered = sorted(runs, key=lambda run: run["orders_per_s"])
    return {**ordered[len(ordered) // 2], "runs": [run["orders_per_s"] for run in runs]}


def table(result):
    if not sys.stderr.isatty():
        return
    if "monitor_cost" in result:
        cost_table(result["monitor_cost"])
        return
    cpu, memory, latency = result["cpu_ms_per_order"], result["peak_memory_mb"], result["latency"]
    progress(f"\n{result['orders_per_s']} orders/s ({result['orders']} orders, {result['connections']} connections; "
             f"runs {', '.join(map(str, result['runs']))}); {result['messages_per_order']} messages an order; "
             f"the monitor was done {result['monitor_lag_seconds']} s later")
    progress(f"latency at {latency['rate']} orders/s: median {latency['p50_ms']} ms, 95 % {latency['p95_ms']} ms, "
             f"99 % {latency['p99_ms']} ms")
    progress(f"freshness of the monitor: in the burst {fresh(result['freshness'])}; "
             f"at {latency['rate']} orders/s {fresh(latency['freshness'])}")
    progress(f"\n{'':22}{'CPU ms/order':>14}{'peak MB':>10}")
    for role, used in cpu.items():
        progress(f"{role.replace('_', ' '):22}{used:>14.3f}{memory.get(role, ''):>10}")
    if "flatness" in result:
        flat = result["flatness"]
        progress(f"\nover {flat['orders']} orders: {flat['first_tenth']} orders/s in the first tenth, "
                 f"{flat['last_tenth']} in the last ({flat['change_percent']:+} %); CPU {flat['cpu_ms_first_tenth']} and "
                 f"{flat['cpu_ms_last_tenth']} ms an order ({flat['cpu_change_percent']:+} %)")
        progress(f"the monitor was done {flat['monitor_lag_seconds']} s later; freshness {fresh(flat['freshness'])}")
    for name, reference in result.get("references", {}).items():
        progress(f"\n{name}: {reference['orders_per_s']} orders/s; ours is {reference['ratio']} times as fast")
    progress("")


def fresh(found):
    if found is None:
        return "not known"
    return (f"median {found['p50_ms']} ms, 95 % {found['p95_ms']} ms, 99 % {found['p99_ms']} ms, "
            f"{found['within_1_s_percent']} % within 1 s")


def cost_table(cost):
    progress(f"\n{'monitor':10}{'orders/s':>10}{'change':>9}{'lag s':>8}  runs")
    for mode in ("off", "on", "half", "apart"):
        found = cost[mode]
        change = "" if found["change_percent"] is None else f"{found['change_percent']}%"
        lag = "" if found["monitor_lag_seconds"] is None else found["monitor_lag_seconds"]
        progress(f"{mode:10}{found['orders_per_s']:>10}{change:>9}{lag:>8}  {', '.join(map(str, found['runs']))}")
        for freshness in found["freshness"]:
            if freshness is not None:
                progress(f"{'':10}freshness {fresh(freshness)}")
    progress("")
