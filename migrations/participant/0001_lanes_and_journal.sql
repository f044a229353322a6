-- The journal is history, audit trail and outbox at once; a lane is one writer of it.

create table lane (
  id smallint,
  -- Counts the holders. Who comes back after a lost connection still holds the lane only if this has
  -- not moved on. The lane itself is held by a session-level advisory lock.
  epoch bigint not null,
  -- Every entry up to this number has been published and confirmed.
  confirmed bigint not null default 0,
  constraint lane_pkey primary key (id),
  constraint lane_id_is_in_range check (id between 1 and 64),
  constraint lane_epoch_is_positive check (epoch > 0),
  constraint lane_confirmed_is_not_negative check (confirmed >= 0)
) with (fillfactor = 50);
comment on table lane is
  'Writers of the journal: each numbers its entries without gaps in the order of their commits.';

-- Rows are only ever inserted.
create table journal (
  lane smallint not null,
  number bigint not null,
  order_id uuid not null,
  -- Counts the steps of the instance, from 1.
  step integer not null,
  at timestamptz not null,
  -- As text, because it is sent to the monitor byte for byte as it is stored.
  entry json not null,
  -- Finds what lies beyond a lane's watermark, and what is its last number.
  constraint journal_pkey primary key (lane, number),
  -- An instance's history in its order. No instance makes a step twice: two transactions that both
  -- believe it is theirs end here at the latest.
  constraint journal_order_step_key unique (order_id, step),
  constraint journal_number_is_positive check (number > 0),
  constraint journal_step_is_positive check (step > 0)
);
comment on table journal is
  'One row for each committed step: what it answered, the events, the messages to the partner.';

-- lz4 costs a tenth of the server's default compression.
alter table journal alter column entry set compression lz4;
