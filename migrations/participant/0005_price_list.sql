-- The supplier's price list. The highest version holds.

create table price_list (
  version integer,
  imported_at timestamptz not null,
  imported_by text not null,
  item_count integer not null,
  constraint price_list_pkey primary key (version),
  constraint price_list_version_is_positive check (version > 0)
);
comment on table price_list is 'Imports of the price list, each of which replaced the one before.';

create table price_list_item (
  version integer not null,
  -- The place in the imported list, from 1.
  item integer not null,
  sku text not null,
  description text not null,
  currency text not null,
  -- In minor units of the currency.
  unit_price bigint not null,
  -- In millionths: 190000 for 19 %.
  tax_rate bigint not null,
  -- Both days, in UTC, belong to it; null for no bound.
  valid_from date,
  valid_to date,
  constraint price_list_item_pkey primary key (version, item),
  constraint price_list_item_version_fkey foreign key (version)
    references price_list (version) on delete cascade,
  constraint price_list_item_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint price_list_item_price_is_not_negative check (unit_price >= 0),
  constraint price_list_item_tax_rate_is_a_fraction check (tax_rate between 0 and 1000000),
  constraint price_list_item_ends_after_it_begins check (valid_from <= valid_to)
);
-- The items of an order.
create index price_list_item_sku on price_list_item (version, sku, item);

create table price_list_break (
  version integer not null,
  item integer not null,
  -- From which quantity on.
  minimum bigint not null,
  -- One of the two: another unit price in minor units, or a discount in millionths.
  unit_price bigint,
  discount bigint,
  constraint price_list_break_pkey primary key (version, item, minimum),
  constraint price_list_break_item_fkey foreign key (version, item)
    references price_list_item (version, item) on delete cascade,
  constraint price_list_break_is_for_several check (minimum >= 2),
  constraint price_list_break_has_one_kind_of_terms check ((unit_price is null) <> (discount is null)),
  constraint price_list_break_price_is_not_negative check (unit_price >= 0),
  constraint price_list_break_discount_is_a_fraction check (discount between 0 and 1000000)
);
comment on table price_list_break is 'Better terms from a quantity on.';
