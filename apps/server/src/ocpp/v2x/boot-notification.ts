import { boot } from '../../stations/boot.ts';
import { afterAccepted } from '../../stations/start-up.ts';
import type { Handler2x } from './handler.ts';

/** 2.x B01–B03 */
export const bootNotification: Handler2x<'BootNotification'> = ({ request, ...turn }, context) => {
  const { vendorName: vendor, model, serialNumber = null, firmwareVersion = null, modem } = request.chargingStation;
  const { step, hasStarted, ...answer } = boot(turn, {
    vendor,
    model,
    serialNumber,
    firmwareVersion,
    iccid: modem?.iccid ?? null,
    imsi: modem?.imsi ?? null,
    meterType: null,
    meterSerialNumber: null,
    reason: request.reason,
  });
  return { answer, ...step, after: hasStarted && answer.status === 'Accepted' ? [() => afterAccepted(context, turn.state)] : [] };
};
