"""What the monitor costs the engines: bursts with it, without it, and with it taking only the CPU that is left."""
import statistics

import report
from meter import ROLES
from runs import burst


async def monitor_cost(exchange, meter, service, orders, rounds):
    """The three in turn, `rounds` times, so that a machine that gets slower or faster does not favour one of them."""
    runs = {"off": [], "on": [], "yielding": []}
    for number in range(rounds):
        for mode, found in runs.items():
            await _prepare(mode, exchange, service)
            run = await burst(exchange, meter, orders, with_monitor=mode != "off")
            found.append(run)
            report.progress(f"  round {number + 1}, monitor {mode}: {run['orders_per_s']} orders/s")
            if mode == "off":
                service.start()
    without = statistics.mean(run["orders_per_s"] for run in runs["off"])
    return {"orders": orders, "rounds": rounds, **{mode: _summary(found, without) for mode, found in runs.items()}}


async def _prepare(mode, exchange, service):
    await exchange.wait_for_monitor(limit=600)
    if mode == "off":
        service.stop()
    elif mode == "yielding":
        service.yield_cpu(await exchange.server_processes("monitor"))
    elif mode == "on":
        # Anew, because what has yielded once goes on yielding.
        service.stop()
        service.start()


def _summary(runs, without):
    speed = statistics.mean(run["orders_per_s"] for run in runs)
    cpu = {role: round(statistics.mean(run["cpu_ms_per_order"][role] for run in runs), 3) for role in ROLES}
    lags = [run["monitor_lag_seconds"] for run in runs if run["monitor_lag_seconds"] is not None]
    return {
        "orders_per_s": round(speed, 1), "runs": [run["orders_per_s"] for run in runs],
        "change_percent": round((speed / without - 1) * 100, 1), "cpu_ms_per_order": cpu,
        "monitor_lag_seconds": round(statistics.mean(lags), 2) if lags else None,
        "freshness": [run["freshness"] for run in runs],
    }
