-- The certificate authority: its roots and intermediates, what they have signed, and certificates of others that are trusted or known.
create table certificate (
  id bigint generated always as identity primary key,
  tenant_id int not null references tenant,
  role text not null,                                       -- root | intermediate | leaf
  use text not null,                                        -- csms | v2g | v2g20 | mo | manufacturer | oem; of leaves: server | station | v2g | v2g20
  origin text not null,                                     -- own: its authority is ours; external: signed by another; imported: trusted, brought in by a person; seen: known by its text only
  algorithm text not null,                                  -- ec256 | ec384 | ec521 | rsa | other
  parent_id bigint references certificate,
  station_id bigint references station on delete cascade,   -- of a leaf: whose it is
  subject text not null,
  serial text not null,                                     -- hex, lower case, without leading zeros, as stations tell it
  fingerprint text not null,                                -- SHA-256 of the DER, hex
  pem text not null,
  chain text not null default '',                           -- PEM of the intermediates above it
  names text[] not null default '{}',                       -- of a server
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  state text not null,                                      -- active | retiring (of an authority: trusted, signs no more) | issued (not yet delivered) | refused | replaced | revoked
  reason text,                                              -- why the station refused it, or it was revoked
  created_at timestamptz not null,
  revoked_at timestamptz,
  request_type text,                                        -- of a station's leaf: the type it asked for
  request_id int,                                           -- 2.1: of its SignCertificate
  attempts int not null default 0,                          -- deliveries tried
  due_at timestamptz,                                       -- next delivery
  warned_days int,                                          -- the last warning was for this many days before its end
  unique (tenant_id, fingerprint)
);
create index certificate_serial on certificate (serial);
create index certificate_station on certificate (station_id) where station_id is not null;
create index certificate_due on certificate (due_at) where due_at is not null;
create index certificate_parent on certificate (parent_id) where parent_id is not null;

-- Private keys, sealed with a key that is not in the database. Not for the API's role: only the server itself opens them.
create table certificate_key (
  certificate_id bigint primary key references certificate on delete cascade,
  key_id text not null,                                     -- which sealing key
  sealed bytea not null                                     -- AES-256-GCM: 12 bytes nonce, 16 bytes tag, PKCS#8
);

select keep_tenants_apart('certificate');
