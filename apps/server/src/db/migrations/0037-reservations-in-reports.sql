-- Reports count what reservations have earned by themselves; most have earned nothing.
create index reservation_bill_earned on reservation_bill (tenant_id, made_at) where total <> 0;
