-- How this station is to be handled on its way, as whoever began it has said.
alter table transport_move add column options jsonb not null default '{}';
