"""Measures complete orders on running services whose tasks decide themselves, and prints one JSON line.

./dev bench starts fresh servers and services for it and passes their addresses in the environment.
"""
import argparse
import asyncio
import json
import os
import sys

import asyncpg

import references
import report
from cost import monitor_cost
from exchange import Exchange
from meter import Meter, machine
from runs import burst, flatness, latency
from service import Service


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=2000, help="orders of the burst (default %(default)s)")
    parser.add_argument("--connections", type=int, default=32, help="connections that place them (default %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="bursts; the median counts (default %(default)s)")
    parser.add_argument("--rate", type=float, help="orders/s of the latency run (default: half of the burst's)")
    parser.add_argument("--seconds", type=float, default=20, help="length of the latency run (default %(default)s)")
    parser.add_argument("--flatness", nargs="?", type=int, const=50_000, metavar="N",
                        help="also place N orders (50000 unless given) and compare each thousand")
    parser.add_argument("--in-flight", type=int, default=1000,
                        help="unfinished orders at most, with --flatness (default %(default)s)")
    parser.add_argument("--monitor-cost", nargs="?", type=int, const=5, metavar="ROUNDS",
                        help="instead of all that: bursts without the monitor and with it, on all processors, and with one "
                             "half of them for the monitor alone, in turn (5 rounds unless given)")
    parser.add_argument("--references", nargs="?", const="fastapi", metavar="NAME,...",
                        help="also run other implementations of the exchange (fastapi unless given) "
                             "from the folder DUET_BENCH_REFERENCES")
    options = parser.parse_args()
    if min(options.orders, options.connections, options.runs, options.in_flight) < 1 or options.seconds <= 0:
        parser.error("counts and times must be positive")
    if options.references and not os.environ.get("DUET_BENCH_REFERENCES"):
        parser.error("--references needs the folder of the references in DUET_BENCH_REFERENCES")
    return options


async def measure(options):
    meter = Meter(os.environ["DUET_BENCH_RUN"])
    async with Exchange.open(os.environ, options.connections) as exchange:
        await exchange.import_catalogue()
        report.progress("warming up")
        await burst(exchange, meter, min(200, options.orders))
        if options.monitor_cost:
            return {"benchmark": "duet monitor cost", "machine": machine(),
                    "monitor_cost": await monitor_cost(exchange, meter, _monitor(), options.orders, options.monitor_cost)}
        bursts = []
        for number in range(options.runs):
            report.progress(f"burst {number + 1} of {options.runs}: {options.orders} orders")
            bursts.append(await burst(exchange, meter, options.orders))
            report.progress(f"  {bursts[-1]['orders_per_s']} orders/s")
        result = {"benchmark": "duet", "machine": machine(), **report.median_run(bursts)}
        rate = options.rate or result["orders_per_s"] / 2
        report.progress(f"latency at {rate:.0f} orders/s for {options.seconds:.0f} s")
        result["latency"] = await latency(exchange, rate, options.seconds)
        if options.flatness:
            report.progress(f"flatness over {options.flatness} orders")
            result["flatness"] = await flatness(exchange, meter, options.flatness, options.in_flight)
        result["peak_memory_mb"] = meter.peak_memory()
    if options.references:
        result["references"] = references.run(options.references.split(","), options, result["orders_per_s"])
    return result


def _monitor():
    run = os.environ["DUET_BENCH_RUN"]
    return Service(run, "monitor", os.environ["MONITOR_URL"], os.environ["DUET_BENCH_MONITOR_LOG"])


def main():
    options = arguments()
    try:
        result = asyncio.run(measure(options))
    except (OSError, RuntimeError, asyncio.TimeoutError, asyncpg.PostgresError) as error:
        sys.exit(f"error: {error or type(error).__name__}")
    report.table(result)
    print(json.dumps(result))


main()
