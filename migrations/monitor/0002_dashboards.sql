-- What the dashboards read: each order as both parties together have it, the way that it went, and counts by time.
--
-- Everything here is derived: a monitor that finds it older than itself makes it again out of the kept entries.

-- Raises the version of what is derived: a monitor rebuilds when it finds another than its own (MonitorStorage.ProjectionVersion).
alter table stream_position
  add column projection integer not null default 1,
  -- Counts the transactions that changed something: who remembers it can ask what has changed since.
  add column generation bigint not null default 0;

-- By month of `at`, so that old history is dropped and not deleted; the writer makes each month's partition when it comes.
-- `record` is text: nobody looks into it with SQL, and checking JSON costs the server more than anything else did.
alter table entry rename to entry_of_0001;
alter index entry_pkey rename to entry_of_0001_pkey;
alter index entry_by_order rename to entry_of_0001_by_order;
alter index entry_by_time rename to entry_of_0001_by_time;
create table entry (
  party text not null,
  lane integer not null,
  number bigint not null,
  order_id uuid not null,
  step integer not null,
  at timestamptz not null,
  record text compression lz4 not null,
  -- A partitioned table's key has to name what it is parted by. A lane's numbers are unique by the ledger (`lane`, `gap`).
  constraint entry_pkey primary key (party, lane, number, at)
) partition by range (at);
-- The history of one order, and steps that were waiting for an earlier one. Not unique: two entries that claim the same
-- step are a difference to be shown, not an error to stop at.
create index entry_by_order on entry (order_id, party, step);
do $$
declare month timestamp;
begin
  for month in select distinct date_trunc('month', at at time zone 'UTC') from entry_of_0001 loop
    execute format(
      'create table %I partition of entry for values from (%L) to (%L)',
      to_char(month, '"entry_y"FMYYYY"m"MM'), month at time zone 'UTC',
      (month + interval '1 month') at time zone 'UTC');
  end loop;
end $$;
insert into entry select party, lane, number, order_id, step, at, record::text from entry_of_0001;
drop table entry_of_0001;

-- The way of a side, and what people did on it. Lists read `order_running` and `order_ended`, so that this table needs no
-- index but its key, and its many updates stay on their page.
drop index order_side_by_reference, order_side_by_start, order_side_quiet, order_side_task_due,
  order_side_timer_due, order_side_waiting, order_side_incidents;
alter table order_side set (fillfactor = 60);
alter table order_side
  add column skus text[] not null default '{}',
  -- The path so far (`variant`).
  add column variant bigint not null default 0,
  -- The visits that are over, packed (Monitoring.VisitPacking): a row for each would be most of this database.
  add column visits bytea not null default '',
  -- What is known of open tasks, by the key of the element instance.
  add column work json,
  add column received_sequence integer not null default 0;

-- Each way that a side went, as what its last step added to the way before. The id is a digest of the whole way.
create table variant (
  id bigint not null,
  party text not null,
  prefix bigint not null,
  added text[] not null,
  constraint variant_pkey primary key (id)
);

-- Orders of which not every party has ended: as many as are being worked on, however long the history is. Mostly read as a
-- whole.
create table order_running (
  order_id uuid not null,
  -- '' while it is not known; so are buyer and outcome.
  reference text not null,
  buyer text not null,
  skus text[] not null,
  total numeric,
  currency text not null,
  placed_at timestamptz not null,
  updated_at timestamptz not null,
  -- On which those agree that have ended; '' otherwise.
  outcome text not null,
  -- Each party that has ended, followed by its outcome.
  outcomes text[] not null,
  -- One element for each token; times in microseconds since 1970.
  token_parties text[] not null,
  token_elements text[] not null,
  token_entered bigint[] not null,
  token_due bigint[] not null,
  token_incident bigint[] not null,
  next_task_due timestamptz,
  next_timer_due timestamptz,
  incidents integer not null,
  -- Steps that wait for one that has not been heard.
  waiting integer not null,
  -- What an order is searched by (Monitoring.OrderWords).
  words tsvector not null,
  -- Of the transaction that changed it last (`stream_position`).
  generation bigint not null,
  constraint order_running_pkey primary key (order_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0);

-- The usual list. No index is on what changes with most steps, so that updates stay on their page.
create index order_running_by_placing on order_running (placed_at, order_id);
create index order_running_incidents on order_running (order_id) where incidents > 0;
create index order_running_waiting on order_running (order_id) where waiting > 0;

-- Orders that every party has ended: written once as a rule, so that what lists are sorted and filtered by can be indexed.
create table order_ended (
  order_id uuid not null,
  reference text not null,
  buyer text not null,
  skus text[] not null,
  total numeric,
  currency text not null,
  placed_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz not null,
  -- From `placed_at` to `ended_at`, in microseconds.
  lead_time bigint not null,
  -- On which all agree; '' when they do not.
  outcome text not null,
  outcomes text[] not null,
  words tsvector not null,
  generation bigint not null,
  constraint order_ended_pkey primary key (order_id)
);
create index order_ended_by_placing on order_ended (placed_at, order_id);
create index order_ended_by_change on order_ended (updated_at, order_id);
create index order_ended_by_end on order_ended (ended_at, order_id);
create index order_ended_by_lead_time on order_ended (lead_time, order_id);
create index order_ended_by_total on order_ended (coalesce(total, -1), order_id);
-- Also for beginnings.
create index order_ended_by_reference on order_ended (reference collate "C", order_id);
create index order_ended_by_buyer on order_ended (buyer collate "C", order_id);
create index order_ended_by_outcome on order_ended (outcome collate "C", order_id);
-- What has ended since somebody looked.
create index order_ended_by_generation on order_ended (generation);
-- A small pending list: emptying a large one would hold up the transaction that happens to fill it.
create index order_ended_by_words on order_ended using gin (words)
  with (fastupdate = on, gin_pending_list_limit = 256);

-- A message by its id alone: people have it from a log.
create index message_by_id on message (message_id);
alter table message add column disordered boolean not null default false;
-- Messages with which something was wrong, or that were there before they were sent by the clocks of the two: few.
create index message_odd on message (name, sent_at)
  where receipts > 1 or disordered or quarantined_at is not null or received_at < sent_at;
-- Messages that took long. With a demonstration's fast clock that is most of them: who asks says how long, over a minute.
create index message_late on message ((received_at - sent_at)) where received_at - sent_at > interval '60 s';

-- What each party did in each second, minute, hour and day in which it did something.
drop table activity;
create table activity (
  -- Length in seconds: 1, 60, 3600 or 86400.
  span integer not null,
  start timestamptz not null,
  party text not null,
  steps integer not null,
  started integer not null,
  ended integer not null,
  sent integer not null,
  received integer not null,
  -- By how much the party's counts changed (`tally`), by "kind name". Sums of it give the counts at any past second.
  changes jsonb not null,
  constraint activity_pkey primary key (span, start, party)
) with (fillfactor = 80);
alter table activity alter column changes set compression lz4;

-- Adds counts by name.
create function sum_of_changes(old jsonb, more jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(key, amount), '{}')
  from (
    select key, sum(value::bigint) as amount
    from (select * from jsonb_each_text(old) union all select * from jsonb_each_text(more)) as both_of
    group by key) as sums
$$;

-- How old events were when they became visible here, by the minute in which they did. Not derived: it stays.
create table freshness (
  minute timestamptz not null,
  entries integer not null,
  -- Milliseconds.
  median integer not null,
  p99 integer not null,
  longest integer not null,
  constraint freshness_pkey primary key (minute)
);

-- Small, and changed by every transaction.
alter table stream_position set (fillfactor = 20, autovacuum_vacuum_threshold = 1000);
alter table lane set (fillfactor = 20);
alter table tally set (fillfactor = 20);
