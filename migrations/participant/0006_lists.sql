-- What people look through: orders and tasks by many filters, with counts under the same ones.
--
-- Lists have tables of their own, because a row of `instance` is long and changes with every step:
-- these rows are short, so that even a filter without an index reads all of them quickly, and most
-- steps leave them and their indexes alone.

create table listing (
  order_id uuid,
  placed_at timestamptz not null,
  -- Null while the instance runs.
  outcome text,
  -- The last step of an ended instance; null while it runs, when `instance` has it.
  updated_at timestamptz,
  -- Sorted by code points, so that those that begin alike are a range. Empty when there is none.
  reference text collate "C" not null,
  buyer text,
  -- Minus infinity until there is a quote.
  total numeric not null,
  currency text,
  lines integer not null,
  constraint listing_pkey primary key (order_id),
  constraint listing_is_updated_when_ended check ((outcome is null) = (updated_at is null)),
  constraint listing_lines_are_not_negative check (lines >= 0)
) with (fillfactor = 90);
comment on table listing is 'What of an instance lists filter and sort by.';

-- The list of all orders, and of those placed in a time.
create index listing_placed on listing (placed_at, order_id);
-- The list of running orders; also the ones that are looked at when it matters where their tokens are.
create index listing_running on listing (placed_at, order_id) where outcome is null;
-- The list by the last change: ended orders have it here, the few others are sorted as they are found.
create index listing_updated on listing (updated_at, order_id) where outcome is not null;
-- An order by the buyer's own number of it, or by how that begins.
create index listing_reference on listing (reference, order_id);
-- The list by amount.
create index listing_total on listing (total, order_id);

create table search (
  order_id uuid,
  -- The words of the reference, the buyer, the note and the SKUs, in lower case, each also from its later
  -- parts on; whole SKUs after `=` and the buyer's id and name after `@`. Written once, when the order begins.
  words tsvector not null,
  constraint search_pkey primary key (order_id)
);
comment on table search is 'The words under which an order is found.';
-- A short list of what was added last keeps both adding and searching quick.
create index search_words on search using gin (words) with (fastupdate = on, gin_pending_list_limit = 256);

-- What the state says of the orders that are there.
insert into listing (order_id, placed_at, outcome, updated_at, reference, buyer, total, currency, lines)
select instance.order_id, instance.started_at, instance.outcome,
  case when instance.outcome is not null then instance.updated_at end,
  coalesce(instance.reference, ''), instance.buyer,
  case when instance.total ~ '^-?[0-9]+([.][0-9]+)?$' and length(instance.total) <= 36
    then instance.total::numeric else '-Infinity' end,
  instance.currency,
  case json_typeof(held.variables -> 'order' -> 'lines')
    when 'array' then json_array_length(held.variables -> 'order' -> 'lines') else 0 end
from instance cross join lateral (
  select coalesce(instance.state -> 'elements' -> 0 -> 'variables', instance.state -> 'variables')
    as variables) as held;

create function pg_temp.words(ordered json) returns text[] language sql immutable as $$
  with line (sku) as (
    select line ->> 'sku' from json_array_elements(
      case json_typeof(ordered -> 'lines') when 'array' then ordered -> 'lines' else '[]' end) as line
  ), named (text) as (
    values (ordered ->> 'reference'), (ordered -> 'buyer' ->> 'id'), (ordered -> 'buyer' ->> 'name'),
      (ordered ->> 'note')
    union all select sku from line
  ), word (text) as (
    select left(btrim(part, e'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'), 64)
    from named cross join regexp_split_to_table(lower(named.text), '\s+') as part
  )
  select array(
    select substr(word.text, place)
    from word cross join generate_series(1, length(word.text)) as place
    where place = 1 or substr(word.text, place - 1, 2) ~ '^[^[:alnum:]][[:alnum:]]'
    union
    select '@' || lower(buyer.text)
    from (values (ordered -> 'buyer' ->> 'id'), (ordered -> 'buyer' ->> 'name')) as buyer (text)
    where buyer.text <> ''
    union
    select '=' || sku from line where sku <> '')
$$;
insert into search (order_id, words)
select order_id, array_to_tsvector(pg_temp.words(
  coalesce(state -> 'elements' -> 0 -> 'variables', state -> 'variables') -> 'order'))
from instance;
drop function pg_temp.words(json);

-- Now nothing of `instance` is in an index but its key: no update of it touches one.
drop index instance_newest;
drop index instance_running;
drop index instance_outcome;
drop index instance_reference;
alter table instance drop column reference, drop column buyer, drop column total, drop column currency;

alter table task
  add column priority integer not null default 50,
  add column created_at timestamptz,
  add column delegated_by text,
  add column excluded_users text[] not null default '{}';
update task
set priority = (task ->> 'priority')::integer, created_at = (task ->> 'createdAt')::timestamptz,
  excluded_users = array(select json_array_elements_text(task -> 'excludedUsers'));
alter table task alter column created_at set not null, alter column priority drop default,
  alter column excluded_users drop default;

-- Open tasks, what is due first comes first.
drop index task_due;
create index task_due on task (due, order_id, key) where state = 'open';
-- Closed ones, the newest first, with what they are filtered by without being read; and those that one
-- person has decided.
create index task_closed on task (state, closed_at, order_id, key) include (element, priority)
  where state <> 'open';
create index task_decided on task (decided_by, closed_at, order_id, key) where state = 'completed';
