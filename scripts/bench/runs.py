"""The three measurements: a burst, latency at a steady rate, and whether the speed stays the same."""
import asyncio
import statistics
import time

from meter import ROLES


async def burst(exchange, meter, count, with_monitor=True):
    """All orders as fast as the connections can place them: from the first request to the last end at both."""
    if with_monitor:
        await exchange.wait_for_monitor()
        await exchange.freshness.start()
    cpu, messages = meter.cpu_seconds(), await exchange.messages()
    left = iter(range(count))

    async def place(connection):
        for _ in left:
            await exchange.place(connection)

    started = time.time()
    await asyncio.gather(*[place(connection) for connection in exchange.connections])
    placed = time.time()
    await exchange.wait_for_end(meter.sample)
    ended = time.time()
    behind = await exchange.monitor_lag() if with_monitor else None
    lag = round(await exchange.wait_for_monitor(), 2) if with_monitor else None
    used = meter.cpu_seconds()
    await _require_completed(exchange)
    per_order = {role: round((used[role] - cpu[role]) / count * 1000, 3) for role in (*ROLES, "driver")}
    return {
        "orders": count, "connections": len(exchange.connections),
        "orders_per_s": round(count / (ended - started), 1), "seconds": round(ended - started, 2),
        "placing_seconds": round(placed - started, 2), "monitor_lag_seconds": lag,
        "monitor_lag_ends": behind, "freshness": await exchange.freshness.result() if with_monitor else None,
        "messages_per_order": round((await exchange.messages() - messages) / count, 2),
        "cpu_ms_per_order": {**per_order, "services_and_servers": round(sum(per_order[role] for role in ROLES), 3)},
    }


async def latency(exchange, rate, seconds):
    """Orders at fixed times whatever happens, each timed from when it should have been sent."""
    count = max(20, int(rate * seconds))
    await exchange.wait_for_monitor()
    await exchange.freshness.start()
    intended, left, started = {}, iter(range(count)), time.time() + 0.1

    async def place(connection):
        for number in left:
            due = started + number / rate
            await asyncio.sleep(max(0, due - time.time()))
            intended[await exchange.place(connection)] = due

    await asyncio.gather(*[place(connection) for connection in exchange.connections])
    await exchange.wait_for_end()
    ends = await exchange.ends("client")
    times = sorted((ends[order] - due) * 1000 for order, due in intended.items())
    return {
        "rate": round(rate, 1), "orders": count,
        **{name: round(times[min(count - 1, int(count * part))], 1)
           for name, part in (("p50_ms", .5), ("p95_ms", .95), ("p99_ms", .99), ("max_ms", 1))},
        "freshness": await _settled_freshness(exchange),
    }


async def _settled_freshness(exchange):
    await exchange.wait_for_monitor()
    return await exchange.freshness.result()


async def flatness(exchange, meter, count, in_flight):
    """Many orders, never more than `in_flight` of them unfinished: the speed of each thousand by the time of its end,
    and the CPU time of each, which says the same on a machine that others use meanwhile."""
    await exchange.wait_for_monitor()
    await exchange.freshness.start()
    before = set((await exchange.ends("client")).keys())
    # So many more that the last of those that count do not end in an emptying house.
    total = count + in_flight
    left, room = iter(range(total)), asyncio.Semaphore(in_flight)
    size = 1000 if count >= 4000 else max(1, count // 4)
    # Orders that have ended, and the CPU seconds that all had taken then.
    marks = [(0, _cpu(meter))]

    async def place(connection):
        for _ in left:
            await room.acquire()
            await exchange.place(connection)

    async def make_room():
        freed, base = 0, exchange.placed
        while freed < total:
            await asyncio.sleep(0.02)
            ended = exchange.placed - base - await exchange.running()
            for _ in range(max(0, ended - freed)):
                room.release()
            freed = max(freed, ended)
            if freed - marks[-1][0] >= size:
                marks.append((freed, _cpu(meter)))

    started = time.time()
    watch = asyncio.create_task(make_room())
    await asyncio.gather(*[place(connection) for connection in exchange.connections])
    # It has to be over before anything else asks the same databases: a connection answers one at a time.
    await watch
    await exchange.wait_for_end()
    behind = await exchange.monitor_lag()
    at_client, at_supplier = await exchange.ends("client"), await exchange.ends("supplier")
    ends = sorted(max(at_client[order], at_supplier[order]) for order in at_client if order not in before)[:count]
    marks = [mark for mark in marks if mark[0] <= count + size / 2]
    await _require_completed(exchange)
    edges = [started] + [ends[index - 1] for index in range(size, len(ends) + 1, size)]
    rates = [size / (end - begin) for begin, end in zip(edges, edges[1:])]
    costs = [(cpu - cpu_before) / (ended - ended_before) * 1000
             for (ended_before, cpu_before), (ended, cpu) in zip(marks, marks[1:])]
    first, last = _ends(rates)
    first_cost, last_cost = _ends(costs)
    return {
        "orders": count, "window": size, "orders_per_s": round(count / (ends[-1] - started), 1),
        "first_window": round(rates[0], 1), "last_window": round(rates[-1], 1),
        "first_tenth": round(first, 1), "last_tenth": round(last, 1),
        "change_percent": round((last / first - 1) * 100, 1),
        "cpu_ms_first_tenth": round(first_cost, 2), "cpu_ms_last_tenth": round(last_cost, 2),
        "cpu_change_percent": round((last_cost / first_cost - 1) * 100, 1),
        "monitor_lag_ends": behind, "monitor_lag_seconds": round(await exchange.wait_for_monitor(600), 2),
        "freshness": await exchange.freshness.result(),
        "windows": [round(rate, 1) for rate in rates],
    }


def _cpu(meter):
    used = meter.cpu_seconds()
    return sum(used[role] for role in ROLES)


def _ends(values):
    """The medians of the first and of the last tenth."""
    part = max(1, len(values) // 10)
    return statistics.median(values[:part]), statistics.median(values[-part:])


async def _require_completed(exchange):
    outcomes = await exchange.outcomes()
    if set(outcomes) != {"Completed"}:
        raise RuntimeError(f"not every order was completed: {outcomes}")
