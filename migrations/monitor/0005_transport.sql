-- What the parties tell beside their journals: what became of messages on their way. Like the entries it is heard, not derived,
-- and a rebuild leaves it.

-- Up to where, and when, the broker had taken what a lane published. Of entries that were published again, the first time
-- that was heard.
create table confirmation (
  party text not null,
  lane integer not null,
  first bigint not null,
  last bigint not null,
  at timestamptz not null,
  -- Gives the stretch that a number lies in.
  constraint confirmation_pkey primary key (party, lane, last),
  constraint confirmation_is_ascending check (first <= last)
);

-- Messages that came, and no step was made of them: once more, or before those before them.
create table sighting (
  order_id uuid not null,
  message_id uuid not null,
  party text not null,
  kind text not null,
  at timestamptz not null,
  constraint sighting_pkey primary key (order_id, message_id, party, kind, at)
);
create index sighting_by_kind on sighting (kind);

-- What each party told last to be in its quarantine: how many messages, and the newest of them.
create table quarantine_told (
  party text not null,
  count integer not null,
  constraint quarantine_told_pkey primary key (party)
);
create table quarantined (
  party text not null,
  -- By which the party finds it.
  id uuid not null,
  at timestamptz not null,
  reason text not null,
  detail text not null,
  -- What could be read of the message; an id that is none of ours is left out.
  message_id uuid,
  name text,
  sender text,
  order_id uuid,
  sequence bigint,
  constraint quarantined_pkey primary key (party, id)
);
