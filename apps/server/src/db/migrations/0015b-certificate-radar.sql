-- What stations tell of certificates is looked through for what expires, and for requests that were left unsigned.
create index station_record_certificate on station_record (tenant_id) where kind = 'certificate';
create index station_record_certificate_request on station_record (at) where kind = 'certificateRequest';
