"""Multiplies the orders of a party's database, to see how lists fare when there are many.

python scripts/bench/fill.py postgresql://… --orders 100000

What is copied are rows that the services themselves have written: every copy has an id, a reference and a buyer of its
own and lies earlier, within two years. The history is not copied, so the database is good for looking things up only.
"""
import argparse
import asyncio

import asyncpg

COPIES = """
create temporary table copied as
select source.order_id as old, source.placed_at + drawn.shift as placed_at, drawn.shift, drawn.number,
  (substr(stamp.ms, 1, 8) || '-' || substr(stamp.ms, 9, 4) || '-7' || substr(drawn.digits, 1, 3) || '-a'
    || substr(drawn.digits, 4, 3) || '-' || substr(drawn.digits, 7, 12))::uuid as order_id,
  'PO-' || to_char(source.placed_at + drawn.shift, 'YYYY') || '-' || lpad(drawn.number::text, 6, '0')
    as reference,
  source.buyer || ' ' || drawn.number % 60 as buyer
from (select listing.*, outcome is null as is_running,
    row_number() over (partition by outcome is null order by order_id) as place,
    count(*) over (partition by outcome is null) as places
  from listing) as source
join (select number, number % 100 < $2 as is_running, md5(random()::text) as digits,
    -random() * case when number % 100 < $2 then interval '20 days' else interval '720 days' end as shift
  from generate_series(1, $1::int) as number) as drawn
  on drawn.is_running = source.is_running and drawn.number % source.places + 1 = source.place
cross join lateral (select lpad(to_hex(
  (extract(epoch from source.placed_at + drawn.shift) * 1000)::bigint), 12, '0') as ms) as stamp
"""

TABLES = [
    """
    insert into instance (order_id, process, definition, state, sent, received, step, outcome, started_at)
    select copied.order_id, process, definition,
      replace(state, copied.old::text, copied.order_id::text), sent, received, step, outcome, copied.placed_at
    from copied join instance on instance.order_id = copied.old
    """,
    """
    insert into progress (order_id, elements, updated_at)
    select copied.order_id, elements, updated_at + copied.shift
    from copied join progress on progress.order_id = copied.old
    """,
    """
    insert into listing (order_id, placed_at, outcome, updated_at, reference, buyer, total, currency, lines)
    select copied.order_id, copied.placed_at, outcome, updated_at + copied.shift, copied.reference,
      copied.buyer, total + round((copied.number % 9973)::numeric / 7, 2), currency, lines
    from copied join listing on listing.order_id = copied.old
    """,
    """
    insert into search (order_id, words)
    select copied.order_id, array_to_tsvector(tsvector_to_array(words) || array[
      lower(left(copied.reference, 8)), '>' || lower(copied.reference), substr(copied.reference, 4, 8),
      '>' || substr(copied.reference, 4), substr(copied.reference, 9),
      '@' || lower(copied.buyer), (copied.number % 60)::text])
    from copied join search on search.order_id = copied.old
    order by copied.placed_at
    """,
    """
    insert into task (order_id, key, state, element, assignee, candidate_users, candidate_groups, due, task,
      decided_by, closed_at, data, priority, created_at, delegated_by, excluded_users)
    select copied.order_id, key, state, element, assignee || '-' || copied.number % 20, candidate_users,
      candidate_groups, due + copied.shift, task, decided_by || '-' || copied.number % 20,
      closed_at + copied.shift, data, priority, created_at + copied.shift, delegated_by, excluded_users
    from copied join task on task.order_id = copied.old
    """,
]


async def fill(options):
    connection = await asyncpg.connect(options.database)
    try:
        have = await connection.fetchval("select count(*) from listing")
        missing = options.orders - have
        if missing > 0:
            async with connection.transaction():
                await connection.execute("set local work_mem = '256MB'")
                # A table cannot be made with parameters.
                query = COPIES.replace("$1", str(missing)).replace("$2", str(options.running))
                await connection.execute(query)
                for statement in TABLES:
                    await connection.execute(statement)
        await connection.execute("vacuum analyze")
        counts = [await connection.fetchval(f"select count(*) from {table}")
                  for table in ("listing", "task")]
        return f"{counts[0]} orders, {counts[1]} tasks"
    finally:
        await connection.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database", help="URL of a party's database that has orders, running ones too")
    parser.add_argument("--orders", type=int, default=100_000, help="orders afterwards (default %(default)s)")
    parser.add_argument("--running", type=int, default=8, metavar="PERCENT",
                        help="how many of them still run (default %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    print(asyncio.run(fill(arguments())))
