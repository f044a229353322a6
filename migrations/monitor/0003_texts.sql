-- What no statement looks into is text: of a column of type json the server checks each document that is written.
alter table order_side
  alter column state type text using state::text,
  alter column work type text using work::text;
alter table order_side alter column state set compression lz4;
