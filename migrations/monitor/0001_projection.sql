-- What the monitor has heard (stream_position, lane, gap, entry, unreadable) and what it makes of it (the rest).
--
-- The second half can always be made again out of the first. Everything but the position, the duplicates and the
-- unreadable messages depends only on which entries were heard, never on the order in which they came.

-- The one row that says up to where the stream is part of this database. It moves in the transaction that adds what was
-- heard: that makes each message count once.
create table stream_position (
  singleton boolean primary key default true,
  -- Of the last message that was added; null before the first.
  message_offset bigint,
  -- Counts the rebuilds: what a process has in memory of an earlier epoch is void.
  epoch bigint not null default 0,
  moved_at timestamptz not null default now(),
  constraint stream_position_is_one_row check (singleton)
);
insert into stream_position default values;

-- Which entries of a lane were heard: all up to `last` but those in `gap`.
create table lane (
  party text not null,
  lane integer not null,
  last bigint not null,
  duplicates bigint not null,
  constraint lane_pkey primary key (party, lane)
);

create table gap (
  party text not null,
  lane integer not null,
  first bigint not null,
  last bigint not null,
  -- When the entry after the gap was committed.
  since timestamptz not null,
  constraint gap_pkey primary key (party, lane, first),
  constraint gap_is_ascending check (first <= last)
);

-- Messages of the stream that nobody can read; they hold nothing up.
create table unreadable (
  message_offset bigint not null,
  reason text not null,
  heard_at timestamptz not null default now(),
  constraint unreadable_pkey primary key (message_offset)
);

-- Every journal entry as it was heard: the history of each order, and what a rebuild reads.
create table entry (
  party text not null,
  lane integer not null,
  number bigint not null,
  order_id uuid not null,
  step integer not null,
  at timestamptz not null,
  record json not null,
  -- Also gives the newest entries of each lane.
  constraint entry_pkey primary key (party, lane, number)
);
-- lz4 costs a tenth of the server's default compression.
alter table entry alter column record set compression lz4;
-- The history of one order, and steps that were waiting for an earlier one. Not unique: two entries that claim the same
-- step are a difference to be shown, not an error to stop at.
create index entry_by_order on entry (order_id, party, step);
-- Entries come nearly in the order of their times, so that a block range index is enough for "what happened between".
create index entry_by_time on entry using brin (at) with (pages_per_range = 32);

-- Where each party is with each order.
create table order_side (
  order_id uuid not null,
  party text not null,
  -- Every step up to this one is part of the row; 0 while the first is missing.
  step integer not null,
  -- Entries that wait for an earlier step, and entries that claimed a step that another had.
  waiting integer not null,
  conflicts integer not null,
  reference text,
  buyer text,
  -- A decimal text with its ISO 4217 currency.
  total text,
  currency text,
  outcome text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  -- The flow nodes that hold a token, one element for each token.
  elements text[] not null,
  next_task_due timestamptz,
  next_timer_due timestamptz,
  incidents integer not null,
  -- The engine's instance without variables and payloads: tokens, tasks, timers, incidents, mailbox.
  state json,
  constraint order_side_pkey primary key (order_id, party)
) with (fillfactor = 80);
alter table order_side alter column state set compression lz4;
create index order_side_by_reference on order_side (reference);
-- Lists of orders, the newest first.
create index order_side_by_start on order_side (started_at, order_id);
-- Running orders that nothing has happened to for long.
create index order_side_quiet on order_side (updated_at) where ended_at is null;
create index order_side_task_due on order_side (next_task_due) where next_task_due is not null;
create index order_side_timer_due on order_side (next_timer_due) where next_timer_due is not null;
-- Orders that cannot go on in the projection, because a step has not been heard.
create index order_side_waiting on order_side (order_id) where waiting > 0;
create index order_side_incidents on order_side (order_id) where incidents > 0;

-- The life of each message between the parties, put together from what both report.
create table message (
  order_id uuid not null,
  message_id uuid not null,
  -- As the sender reports; null until it has.
  name text,
  sender text,
  receiver text,
  sequence integer,
  sent_at timestamptz,
  sent_digest bigint,
  -- As the receiver reports.
  received_name text,
  received_by text,
  received_at timestamptz,
  received_digest bigint,
  receipts integer not null,
  correlated_at timestamptz,
  correlated_to text,
  quarantined_at timestamptz,
  quarantine_reason text,
  constraint message_pkey primary key (order_id, message_id)
);
-- Messages that are on their way, the oldest first.
create index message_in_flight on message (sent_at) where received_at is null and quarantined_at is null;

-- Counts over all orders, so that no page has to count them. Kinds: Monitoring.Tally.
create table tally (
  party text not null,
  kind text not null,
  name text not null,
  amount bigint not null,
  constraint tally_pkey primary key (party, kind, name)
);

-- What each party did in each second in which it did something.
create table activity (
  second timestamptz not null,
  party text not null,
  steps integer not null,
  started integer not null,
  ended integer not null,
  sent integer not null,
  received integer not null,
  constraint activity_pkey primary key (second, party)
);
