-- Holds of which no session came are let go: the few that are open are found without the many that are over.
create index payment_held on payment (created_at) where state = 'held' and session_id is null;

-- The one-time passwords of some stations know 61 characters, of others 62: see payments/totp.ts.
alter table web_payment add column symbols int not null default 62 check (symbols in (61, 62));
