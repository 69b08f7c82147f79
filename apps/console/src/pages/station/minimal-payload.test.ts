import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../../../server/src/messages/schema.ts';
import { sendableMessages } from '../../../../server/src/messages/sendable.ts';
import { minimalPayload } from './minimal-payload.ts';

const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
const now = '2026-05-01T08:00:00.000Z';

describe.each(versions)('what a message of %s begins with', (version) => {
  it.each(sendableMessages(version))('$action is valid as it stands, and nothing can be left out', ({ action, schema }) => {
    const problems = (payload: object) => problemsOf(version, { action, part: 'Request' }, payload);
    const payload = minimalPayload(schema, now);
    expect(problems(payload)).toEqual([]);
    for (const name of Object.keys(payload)) {
      const { [name]: _, ...rest } = payload;
      expect(problems(rest)).toEqual([{ path: name, message: 'is required' }]);
    }
  });
});

it('is what a person would begin with', () => {
  const of = (version: (typeof versions)[number], wanted: string) =>
    minimalPayload(sendableMessages(version).find(({ action }) => action === wanted)?.schema ?? {}, now);
  expect(of('ocpp1.6', 'ReserveNow')).toEqual({ connectorId: 0, expiryDate: now, idTag: '', reservationId: 0 });
  expect(of('ocpp2.0.1', 'GetVariables')).toEqual({ getVariableData: [{ component: { name: '' }, variable: { name: '' } }] });
  expect(of('ocpp2.1', 'ClearCache')).toEqual({});
});
