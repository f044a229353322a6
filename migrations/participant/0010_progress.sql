-- Where running orders are, apart from their states: 8,000 of these rows lie on 100 pages, while as many states among
-- those of 100,000 orders are a quarter of a gigabyte. What an ended order has of it, `listing` has or it has no more.
create table progress (
  order_id uuid,
  -- The flow nodes that hold a token.
  elements text[] not null,
  -- The last step.
  updated_at timestamptz not null,
  constraint progress_pkey primary key (order_id)
  -- Each step changes a row, and finds room for its next version on the same page.
) with (fillfactor = 50);
comment on table progress is 'Where each running instance is, and since when.';

insert into progress (order_id, elements, updated_at)
select order_id, elements, updated_at from instance where outcome is null;
alter table instance drop column elements, drop column updated_at;

-- Orders of one outcome by amount: those that were cancelled or refused have mostly none, so that in the list by amount they
-- lie behind all others. It also counts the orders of an outcome, and finds those of a rare one.
drop index listing_outcome;
create index listing_outcome on listing (outcome, total, order_id) where outcome is not null;

-- Closed tasks that were more urgent than usual: otherwise all are read for them.
create index task_urgent on task (priority, state, closed_at, order_id, key)
  where state <> 'open' and priority > 50;

-- Many long words begin alike, each reference of a year for one, and an index finds each of them apart. So the first eight
-- characters of a longer word are a word, and the whole of it has a mark in front (`SearchTable`).
update search set words = (
  select array_to_tsvector(array_agg(lexeme))
  from unnest(tsvector_to_array(search.words)) as word
    cross join lateral unnest(
      case when length(word) <= 8 or word ~ '^[=@]' then array[word]
      else array[left(word, 8), '>' || word] end) as lexeme)
where words <> '';
