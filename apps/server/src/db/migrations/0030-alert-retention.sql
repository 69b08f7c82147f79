-- What is over for long is deleted in small steps: each finds its rows by an index, and so does what hangs on them.
create index alert_ended on alert (ended_at) where ended_at is not null;
create index runbook_run_ended on runbook_run (ended_at) where ended_at is not null;
create index runbook_run_item on runbook_run (alert_item_id) where alert_item_id is not null;
