-- Most who follow the outbox want the beginnings and ends of sessions, a small part of what is told: running sessions and connectors
-- tell of themselves all the time. Without an index of their own each reader goes through all of it.
create index happening_ends on happening (xid, id) where kind in ('session.started', 'session.ended', 'session.corrected',
  'session.checked', 'session.repaired', 'session.signed', 'session.supplied', 'reservation.changed', 'reservation.priced', 'station.told');
