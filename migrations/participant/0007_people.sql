-- Who may ask, where they are signed in, and what they did.

create table person (
  -- What they are called wherever it is recorded who did something.
  login text,
  name text not null,
  roles text[] not null,
  -- Groups of the model beside those that the roles bring.
  groups text[] not null,
  -- The scrypt hash of a local user, with salt and cost.
  password text,
  -- Who vouches for somebody who comes with a token, and whom they call so.
  issuer text,
  subject text,
  is_disabled boolean not null default false,
  created_at timestamptz not null,
  seen_at timestamptz,
  constraint person_pkey primary key (login),
  constraint person_identity_key unique (issuer, subject),
  constraint person_is_local_or_comes_with_a_token
    check ((password is null) = (issuer is not null) and (issuer is null) = (subject is null))
);
comment on table person is 'Local users, and everybody who has come with a token.';
-- Names that differ in upper and lower case only would be taken for each other.
create unique index person_login_is_unmistakable on person (lower(login));

create table session (
  -- SHA-256 of its token, which is stored nowhere.
  digest bytea,
  login text not null,
  kind text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null,
  constraint session_pkey primary key (digest),
  constraint session_login_fkey foreign key (login) references person (login) on delete cascade,
  constraint session_digest_is_sha256 check (octet_length(digest) = 32),
  constraint session_kind_is_known check (kind in ('web', 'token')),
  constraint session_ends_after_it_begins check (expires_at > created_at)
  -- The time of the last use changes in place.
) with (fillfactor = 75);
comment on table session is 'Where somebody is signed in.';
-- Signing out everywhere.
create index session_login on session (login);
-- Those that are over are removed at the next sign-in.
create index session_expires on session (expires_at);

create table sign_in_failure (
  kind text not null,
  -- SHA-256 of the user or address: people type passwords into the wrong field.
  name bytea not null,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz not null,
  constraint sign_in_failure_pkey primary key (kind, name),
  constraint sign_in_failure_kind_is_known check (kind in ('user', 'address')),
  constraint sign_in_failure_failures_are_not_negative check (failures >= 0)
);
comment on table sign_in_failure is 'Who has failed to sign in, and until when nobody may try again.';
-- Those that are forgotten.
create index sign_in_failure_last on sign_in_failure (last_at);

create table audit (
  id bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  action text not null,
  order_id uuid,
  -- What it was done to.
  subject text not null,
  before json,
  after json,
  -- Where the request came from.
  address text,
  channel text not null,
  trace_id text,
  constraint audit_pkey primary key (id),
  constraint audit_channel_is_known check (channel in ('http', 'web', 'command line', 'system'))
);
comment on table audit is 'Who did what: rows are only ever inserted.';
-- The list, the newest first; and those of one order, of one person, and of one kind.
create index audit_newest on audit (at desc, id desc);
create index audit_order on audit (order_id, at desc, id desc) where order_id is not null;
create index audit_actor on audit (actor, at desc, id desc);
create index audit_action on audit (action, at desc, id desc);

-- The service's own role owns the table, and gives up the rights to change it. The trigger stands in
-- the way of everybody else, and of who takes the rights back.
create function audit_refuses_changes() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is never changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function audit_refuses_changes();
revoke update, delete, truncate on audit from public, current_user;
