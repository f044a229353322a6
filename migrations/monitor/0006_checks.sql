-- What `monitor check` found last, for the pages. Like freshness it is no part of what was heard, and a rebuild leaves it.
--
-- Only the newest check is kept: what still differs the next one finds again, and what does not is nobody's work any more. So
-- both tables are bounded without anybody having to prune them.

create table agreement_check (
  singleton boolean not null default true,
  -- As of when the accounts were compared, by the parties' clock.
  checked_at timestamptz not null,
  -- How many orders were compared.
  orders bigint not null,
  -- All differences; `disagreement` has the first ones.
  differences bigint not null,
  -- The parties whose own databases were compared with what was heard of them.
  databases text[] not null,
  constraint agreement_check_pkey primary key (singleton),
  constraint agreement_check_is_one_row check (singleton)
);

create table disagreement (
  -- In the order in which they were found.
  place integer not null,
  order_id uuid not null,
  -- The pool that it concerns; null for both.
  party text,
  -- Monitoring.Difference.Kind.
  kind text not null,
  -- What the one account says and what the other: Monitoring.StatementKey, and a JSON object of what is named in it.
  sentence text not null,
  parameters text not null,
  constraint disagreement_pkey primary key (place)
);
