-- Alerts ask each minute, and the overview with each look, for the cards that were refused lately: few among all that were held up.
create index tap_refused on tap (tenant_id, at) where status <> 'Accepted';
