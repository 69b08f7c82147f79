import { conformance } from './run.ts';
import { provisioning } from './v201/b-provisioning.ts';
import { reset } from './v201/b-reset.ts';
import { variables } from './v201/b-variables.ts';
import { authorization } from './v201/c-authorization.ts';
import { starts } from './v201/e-start.ts';
import { transactionStatus } from './v201/e-status.ts';
import { stops } from './v201/e-stop.ts';
import { remoteControl } from './v201/f-remote-control.ts';
import { triggers } from './v201/f-trigger.ts';
import { availability } from './v201/g-availability.ts';
import { cost } from './v201/i-cost.ts';
import { readings } from './v201/j-meter-values.ts';
import { firmware } from './v201/l-firmware.ts';
import { publishing } from './v201/l-publish.ts';
import { certificates } from './v201/m-certificates.ts';
import { logs } from './v201/n-logs.ts';
import { dataTransfer } from './v201/p-data-transfer.ts';

conformance({
  version: 'ocpp2.0.1',
  cases: {
    ...provisioning,
    ...reset,
    ...variables,
    ...authorization,
    ...starts,
    ...transactionStatus,
    ...stops,
    ...remoteControl,
    ...triggers,
    ...availability,
    ...cost,
    ...readings,
    ...firmware,
    ...publishing,
    ...certificates,
    ...logs,
    ...dataTransfer,
  },
});
