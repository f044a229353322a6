-- What instances wait for, in tables of its own so that it can be found without reading states.

create table task (
  order_id uuid not null,
  key bigint not null,
  state text not null default 'open',
  element text not null,
  assignee text,
  candidate_users text[] not null,
  candidate_groups text[] not null,
  -- `infinity` for a task without a due date: it comes last.
  due timestamptz not null,
  -- The task as it was last while open.
  task json not null,
  -- The decision.
  decided_by text,
  closed_at timestamptz,
  data json,
  constraint task_pkey primary key (order_id, key),
  constraint task_state_is_known check (state in ('open', 'completed', 'withdrawn')),
  constraint task_is_closed_at_a_time check ((state = 'open') = (closed_at is null)),
  constraint task_is_completed_by_somebody check ((state = 'completed') = (decided_by is not null))
);
comment on table task is 'Tasks for people, the decided ones included.';
-- The lists: what is due first comes first.
create index task_due on task (state, due, order_id, key);
-- What one person has claimed.
create index task_assignee on task (assignee, due, order_id, key) where state = 'open';

create table timer (
  order_id uuid not null,
  key bigint not null,
  due timestamptz not null,
  constraint timer_pkey primary key (order_id, key)
);
comment on table timer is 'Timers that have not fired.';
-- What is due, the longest overdue first; and what is due next.
create index timer_due on timer (due, order_id, key);

create table job (
  order_id uuid not null,
  key bigint not null,
  not_before timestamptz not null,
  constraint job_pkey primary key (order_id, key)
);
comment on table job is 'Jobs that have attempts left; one without waits as an incident.';
-- What may be tried, the longest overdue first; and what may be tried next.
create index job_not_before on job (not_before, order_id, key);

create table incident (
  order_id uuid not null,
  key bigint not null,
  raised_at timestamptz not null,
  incident json not null,
  constraint incident_pkey primary key (order_id, key)
);
comment on table incident is 'What an operator has to look at.';
create index incident_raised on incident (raised_at, order_id, key);
