-- A second back end that hears a station: for retrofit, for a migration, and back again.

create table forwarding (
  station_id bigint primary key references station on delete cascade,
  tenant_id int not null references tenant,
  url text not null,                                        -- without the id, as it would be typed into the station
  identity text,                                            -- the station's name there; null: the same
  password text,                                            -- sealed
  certificate text,                                         -- PEM, the station's certificate there
  certificate_key text,                                     -- sealed PEM
  authority text,                                           -- PEM: who vouches for the server there; null: the public ones
  answers text not null,                                    -- contract `forwardingAnswers`: who answers the station
  next_answers text,                                        -- who will, once no car charges
  by_action jsonb not null default '{}',                    -- action → contract `forwardingRoles`, where it is another
  commands jsonb not null default '[]',                     -- actions it may send to the station
  patience_ms int not null,                                 -- how long the station waits for an answer from there
  revision bigint not null,                                 -- another one: it is called elsewhere or otherwise; when it was set, in ms
  since timestamptz not null,
  -- what has been delivered: messages of sessions up to this one in the message log
  told_frame bigint not null default 0,
  told_at timestamptz not null,
  -- how it stands
  accepted boolean not null default false,                  -- has let the station in
  connected_at timestamptz, disconnected_at timestamptz,    -- as of a station
  problem text,                                             -- contract `forwardingProblems`
  problem_detail text,
  problem_at timestamptz
);
create index forwarding_tenant on forwarding (tenant_id, station_id);

-- A message that went both ways or should have: who answered, and what the answers differ in.
create table forwarded_message (
  station_id bigint not null references station on delete cascade,
  at timestamptz not null,                                  -- as of its row in the message log
  frame_id bigint not null,
  tenant_id int not null references tenant,
  direction text not null,                                  -- in: of the station, told to the back end; out: a command of the back end
  action text not null,
  session_id bigint,
  outcome text not null,                                    -- contract `forwardedOutcomes`
  detail text,                                              -- error code and text, where there is one
  answered_by text not null,                                -- us | them: whose answer the caller got
  answer jsonb,                                             -- the back end's
  differs jsonb,                                            -- [{field, ours, theirs}], where the answers differ in what counts
  took_ms int,
  tries int not null default 1,
  primary key (station_id, at, frame_id)
);
create index forwarded_message_session on forwarded_message (session_id) where session_id is not null;
create index forwarded_message_age on forwarded_message (at);

-- 1.6: what the back end calls a session of ours. The station knows our number alone.
create table forwarded_session (
  session_id bigint primary key,
  station_id bigint not null references station on delete cascade,
  tenant_id int not null references tenant,
  their_id bigint not null
);
create index forwarded_session_theirs on forwarded_session (station_id, their_id);

select keep_tenants_apart('forwarding'), keep_tenants_apart('forwarded_message'), keep_tenants_apart('forwarded_session');
