-- What leads from a number of the analysis to the orders behind it. Everything here is derived: the projection is made again.

-- The paths of the two sides, by party, as `order_side.variant` has them; 0 while nothing has been heard of a side. Which
-- paths go through a flow node, or along a sequence flow, is asked of the variants, which are few.
alter table order_running
  add column first_variant bigint not null default 0,
  add column second_variant bigint not null default 0;
alter table order_ended
  add column first_variant bigint not null default 0,
  add column second_variant bigint not null default 0;
create index order_ended_by_first_variant on order_ended (first_variant, order_id);
create index order_ended_by_second_variant on order_ended (second_variant, order_id);

-- The orders that were under way at a past second: from placing to end. A clock that went back makes no negative stretch.
create index order_ended_by_stretch on order_ended
  using gist (tstzrange(placed_at, greatest(placed_at, ended_at)));

-- Of the transaction that added it: who knows the older ones reads the new ones only.
alter table variant add column generation bigint not null default 0;
create index variant_by_generation on variant (generation);

-- From sending to taking in.
alter table message add column hop interval generated always as (received_at - sent_at) stored;
drop index message_late;
-- Everything that counting them needs, so that the table itself is not read.
create index message_late on message (name, hop) include (order_id) where hop > interval '60 s';

-- Also what the receiver took in otherwise than the sender reports it.
drop index message_odd;
create index message_odd on message (name, sent_at)
  where receipts > 1 or disordered or quarantined_at is not null or received_at < sent_at
    or sent_digest <> received_digest;

-- Orders as both parties have them, where `started` and `ended` are of one party's instances: those that began here as the
-- first party's, and those that ended here as the last party's.
alter table activity
  add column placed integer not null default 0,
  add column closed integer not null default 0;
