import { boot } from '../../stations/boot.ts';
import { afterAccepted } from '../../stations/start-up.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.2 */
export const bootNotification: Handler16<'BootNotification'> = ({ request, ...turn }, context) => {
  const { step, hasStarted, ...answer } = boot(turn, {
    vendor: request.chargePointVendor,
    model: request.chargePointModel,
    serialNumber: request.chargePointSerialNumber ?? request.chargeBoxSerialNumber ?? null,
    firmwareVersion: request.firmwareVersion ?? null,
    iccid: request.iccid ?? null,
    imsi: request.imsi ?? null,
    meterType: request.meterType ?? null,
    meterSerialNumber: request.meterSerialNumber ?? null,
    reason: null,
  });
  return { answer, ...step, after: hasStarted && answer.status === 'Accepted' ? [() => afterAccepted(context, turn.state)] : [] };
};
