-- What a station was found to need to answer; null: no more than the operator gives it.
alter table station add column learned_timeout_ms int;
