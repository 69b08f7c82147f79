import { conformance } from './run.ts';

conformance({
  version: 'ocpp2.1',
  cases: {},
});
