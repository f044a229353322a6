-- Process instances, and the definitions that they follow.

create table definition (
  id text,
  xml bytea not null,
  -- The texts of the forms, each at the place of its id.
  form_ids text[] not null,
  form_texts bytea[] not null,
  constraint definition_pkey primary key (id),
  constraint definition_forms_match check (cardinality(form_ids) = cardinality(form_texts))
);
comment on table definition is 'Each version of the model that an instance follows.';

create table instance (
  order_id uuid,
  process text not null,
  definition text not null,
  -- The whole state. As text: equal states are equal byte for byte, so that it can be compared with
  -- the replay of the journal.
  state json not null,
  -- How far the two message streams have come: the number of the last message sent, and of the last
  -- that was taken in together with all before it.
  sent integer not null,
  received integer not null,
  -- The number of the last step.
  step integer not null,
  -- Null while the instance runs.
  outcome text,
  -- For people and lists; all of it is in the state, too.
  reference text,
  buyer text,
  total text,
  currency text,
  elements text[] not null,
  -- A digest of the request that began the instance under an idempotency key.
  request_digest text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  constraint instance_pkey primary key (order_id),
  constraint instance_streams_are_not_negative check (sent >= 0 and received >= 0),
  constraint instance_step_is_positive check (step > 0)
  -- With room on its page for the next version, an update touches no index, because none of them
  -- holds a column that a running instance changes.
) with (fillfactor = 75);
comment on table instance is 'The state of every process instance.';

-- As in the journal.
alter table instance alter column state set compression lz4;

-- The list of all orders, the newest first.
create index instance_newest on instance (started_at desc, order_id desc);
-- The list of running orders; also the one that looks for orders at an element.
create index instance_running on instance (started_at desc, order_id desc) where outcome is null;
-- The list of orders with an outcome, and how many there are of each.
create index instance_outcome on instance (outcome, started_at desc, order_id desc)
  where outcome is not null;
-- An order by the buyer's own number of it.
create index instance_reference on instance (reference, started_at desc)
  where reference is not null;
