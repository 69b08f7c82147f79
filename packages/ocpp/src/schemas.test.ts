import { describe, expect, test } from 'vitest';
import { actions } from './actions.ts';
import { checkRequest, checkResponse } from './check.ts';
import { encodeCall, encodeResult } from './encode.ts';
import { parseFrame } from './frame.ts';
import { schemaOf } from './schemas.ts';
import { sampleOf } from './testing/sample.ts';
import { versions } from './version.ts';

describe.each(versions)('%s: every message', (version) => {
  test.each(actions[version])('%s', (action) => {
    for (const size of ['bare', 'full'] as const) {
      const request = sampleOf(schemaOf(version, action, 'Request') ?? {}, size);
      expect(checkRequest(version, action, request)).toEqual({ ok: true });
      expect(parseFrame(version, encodeCall('1', action, request))).toEqual({ kind: 'call', id: '1', action, payload: request });
      const schema = schemaOf(version, action, 'Response');
      if (schema === null) continue;
      const response = sampleOf(schema, size);
      expect(checkResponse(version, action, response)).toEqual({ ok: true });
      expect(parseFrame(version, encodeResult('1', response))).toEqual({ kind: 'result', id: '1', payload: response });
    }
  });
});
