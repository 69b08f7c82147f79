import { conformance } from './run.ts';
import { provisioning } from './v21/b-resume.ts';
import { limits } from './v21/e-limits.ts';
import { additions } from './v21/f-to-n.ts';
import { profiles } from './v21/k-profiles.ts';

conformance({
  version: 'ocpp2.1',
  cases: { ...provisioning, ...limits, ...additions, ...profiles },
});
