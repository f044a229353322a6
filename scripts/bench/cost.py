"""What the monitor costs the engines: bursts without it and with it, on all processors, and where it has its own."""
import os
import statistics

import report
from meter import ROLES
from runs import burst

# Each mode with the one that it is compared with.
MODES = {"off": None, "on": "off", "half": None, "apart": "half"}
WITH_MONITOR = ("on", "apart")


async def monitor_cost(exchange, meter, service, orders, rounds):
    """All in turn, `rounds` times, so that a machine that gets slower or faster does not favour one of them."""
    runs = {mode: [] for mode in MODES}
    for number in range(rounds):
        for mode, found in runs.items():
            await _prepare(mode, exchange, meter, service)
            run = await burst(exchange, meter, orders, with_monitor=mode in WITH_MONITOR)
            found.append(run)
            report.progress(f"  round {number + 1}, monitor {mode}: {run['orders_per_s']} orders/s")
            # Before it starts again, because it has as many threads as processors then.
            _share_all(meter)
            if mode not in WITH_MONITOR:
                service.start()
    return {"orders": orders, "rounds": rounds,
            **{mode: _summary(found, runs.get(MODES[mode])) for mode, found in runs.items()}}


async def _prepare(mode, exchange, meter, service):
    await exchange.wait_for_monitor(limit=600)
    if mode not in WITH_MONITOR:
        service.stop()
    if mode in ("half", "apart"):
        first, second = _halves()
        _pin(_everybody(meter), first)
        if mode == "apart":
            _pin([service.pid, *await exchange.server_processes("monitor")], second)


def _everybody(meter):
    """Services, servers, and this program."""
    return [os.getpid(), *(pid for tree in meter.processes().values() for pid in tree)]


def _share_all(meter):
    _pin(_everybody(meter), range(os.cpu_count()))


def _halves():
    count = os.cpu_count()
    if count < 2:
        raise RuntimeError("the monitor can have processors of its own only where there are two or more")
    return range(count // 2), range(count // 2, count)


def _pin(processes, cpus):
    """All threads that there are now; what they start later inherits it."""
    for process in processes:
        try:
            for thread in os.listdir(f"/proc/{process}/task"):
                os.sched_setaffinity(int(thread), cpus)
        except (FileNotFoundError, ProcessLookupError):
            # It has ended meanwhile.
            continue


def _summary(runs, baseline):
    speed = _speed(runs)
    cpu = {role: round(statistics.mean(run["cpu_ms_per_order"][role] for run in runs), 3) for role in ROLES}
    lags = [run["monitor_lag_seconds"] for run in runs if run["monitor_lag_seconds"] is not None]
    return {
        "orders_per_s": round(speed, 1), "runs": [run["orders_per_s"] for run in runs],
        "change_percent": round((speed / _speed(baseline) - 1) * 100, 1) if baseline else None,
        "cpu_ms_per_order": cpu, "monitor_lag_seconds": round(statistics.mean(lags), 2) if lags else None,
        "freshness": [run["freshness"] for run in runs],
    }


def _speed(runs):
    """The median: one burst in which the machine was quick or slow says nothing of the monitor."""
    return statistics.median(run["orders_per_s"] for run in runs)
