import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { schemas } from './schemas.ts';
import { plain } from './testing/plain.ts';
import { type Version, versions } from './version.ts';

/** The files of the Open Charge Alliance, beside the repository where they may not be copied into it. */
const official = new URL('../../../../shared/protocol/ocpp/', import.meta.url);
const isHere = existsSync(official);

/** Where typed-ocpp follows the field: longer values and texts, `Celsius` beside `Celcius`. */
const wider: Record<Version, readonly string[]> = {
  'ocpp1.6': ['ChangeConfigurationRequest', 'GetConfigurationResponse', 'StatusNotificationRequest', 'StopTransactionRequest'],
  'ocpp2.0.1': [],
  'ocpp2.1': [],
};

describe.skipIf(!isHere)(`the schemas are the official ones${isHere ? '' : ' (skipped: ../shared is not here)'}`, () => {
  test.each(versions)('%s', (version) => {
    const folder = new URL(`${version.replace('ocpp', '')}/`, official);
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const theirs = new Map(
      files.map((file) => [exportName(version, file), JSON.parse(readFileSync(new URL(file, folder), 'utf8').replace(/^\uFEFF/, ''))]),
    );
    expect([...theirs.keys()].sort()).toEqual(Object.keys(schemas[version]).sort());

    const different = [...theirs.keys()].filter((name) => !isDeepStrictEqual(plain(theirs.get(name)), plain(schemas[version][name] ?? {})));
    expect(different.sort()).toEqual(wider[version]);
  });
});

/** 1.6 files are called `Authorize.json` and `AuthorizeResponse.json`; those of 2.x as the export. */
function exportName(version: Version, file: string): string {
  const name = file.replace('.json', '');
  return version !== 'ocpp1.6' || name.endsWith('Response') ? name : `${name}Request`;
}
