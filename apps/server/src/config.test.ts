import { describe, expect, it } from 'vitest';
import { readConfig, settings } from './config.ts';
import { StartError } from './start-error.ts';

describe('readConfig', () => {
  it('starts without a single setting, open to stations and locked to strangers', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: '',
      unknownStations: 'lobby',
      openAccess: false,
      trustProxy: false,
      metricsOpen: false,
    });
  });

  it('takes an empty variable for one that is not set', () => expect(readConfig({ PORT: ' ', ADMIN_EMAIL: '' }).port).toBe(8080));

  it('takes the slash off the public address', () =>
    expect(readConfig({ PUBLIC_URL: 'https://csms.example.org/' }).publicUrl).toBe('https://csms.example.org'));

  it.each<[Record<string, string>, string]>([
    [{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535, but is "eighty".'],
    [{ PORT: '65536' }, 'PORT must be at most 65535, but is "65536".'],
    [{ UNKNOWN_STATIONS: 'welcome' }, 'UNKNOWN_STATIONS must be lobby, refuse or adopt, but is "welcome".'],
    [{ OPEN_ACCESS: 'yes' }, 'OPEN_ACCESS must be true or false, but is "yes".'],
    [{ PUBLIC_URL: 'csms.example.org' }, 'PUBLIC_URL must be an address such as https://csms.example.org, but is "csms.example.org".'],
    [{ DATABASE_URL: 'mysql://root:hidden@db/x' }, 'DATABASE_URL must look like postgres://user:password@host:5432/name.'],
    [{ ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD must have at least 10 characters.'],
    ...['short', 'a-key-of-31-characters-0123456x', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'].map(
      (key): [Record<string, string>, string] => [
        { ADMIN_API_KEY: key },
        'ADMIN_API_KEY must have at least 32 random characters, such as those of: openssl rand -hex 32.',
      ],
    ),
    [{ ADMIN_EMAIL: 'a@example.org' }, 'ADMIN_EMAIL and ADMIN_PASSWORD must be set together.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent, but is "loud".'],
  ])('%j is refused in one sentence that gives no secret away', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(new StartError(sentence));
  });

  it('has one row a setting: a name of its own, a default that is valid, a meaning', () => {
    const rows = Object.values(settings);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    for (const { meaning, schema, default: standard } of rows) {
      expect(meaning).toMatch(/\.$/);
      expect(schema.safeParse(standard).success).toBe(true);
    }
  });
});
