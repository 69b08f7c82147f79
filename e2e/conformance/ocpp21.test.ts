import { conformance } from './run.ts';
import { provisioning } from './v21/b-resume.ts';
import { kiosk } from './v21/c-kiosk.ts';
import { payments } from './v21/c-payments.ts';
import { qrCode } from './v21/c-qr-code.ts';
import { limits } from './v21/e-limits.ts';
import { additions } from './v21/f-to-n.ts';
import { tariffs } from './v21/i-tariffs.ts';
import { cars } from './v21/k-dynamic.ts';
import { profiles } from './v21/k-profiles.ts';
import { languages } from './v21/o-languages.ts';
import { bidirectional } from './v21/q-v2x.ts';
import { gridAndSwap } from './v21/r-and-s.ts';

conformance({
  version: 'ocpp2.1',
  cases: {
    ...provisioning,
    ...payments,
    ...kiosk,
    ...qrCode,
    ...limits,
    ...additions,
    ...tariffs,
    ...cars,
    ...profiles,
    ...languages,
    ...bidirectional,
    ...gridAndSwap,
  },
});
