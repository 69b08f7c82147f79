import { conformance } from './run.ts';
import { cases201 } from './v201/all.ts';

conformance({ version: 'ocpp2.0.1', cases: cases201 });
