-- Messages of the partner that cannot be taken in now, or ever.

create table parked (
  order_id uuid not null,
  sender text not null,
  sequence bigint not null,
  id uuid not null,
  name text not null,
  receiver text not null,
  correlation_key text not null,
  sent_at timestamptz not null,
  payload json not null,
  parked_at timestamptz not null default now(),
  constraint parked_pkey primary key (order_id, sender, sequence)
);
comment on table parked is 'Messages that wait for the gap before them to close.';
-- Those that have waited too long.
create index parked_since on parked (parked_at);

create table quarantine (
  id uuid,
  reason text not null,
  detail text not null,
  received_at timestamptz not null,
  -- What could be read of the message.
  message_id text,
  name text,
  sender text,
  order_id uuid,
  sequence bigint,
  headers json not null,
  body bytea not null,
  constraint quarantine_pkey primary key (id)
);
comment on table quarantine is 'Messages that nothing can be done with, each with the reason.';
-- The list, the newest first; and that of one order.
create index quarantine_newest on quarantine (received_at desc, id desc);
create index quarantine_order on quarantine (order_id, received_at desc, id desc)
  where order_id is not null;
