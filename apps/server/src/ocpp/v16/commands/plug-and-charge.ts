import { checkRequest, checkResponse, type RequestOf, type ResponseOf } from '@stationmaster/ocpp';
import type { Message, Said } from '../../../commands/encoded.ts';
import { message } from './message.ts';

const vendorId = 'org.openchargealliance.iso15118pnc';
type Inner = 'CertificateSigned' | 'InstallCertificate';

/** Roots for cars; 1.6 itself knows none of them. */
export const isForCars = (type: string): type is 'V2GRootCertificate' | 'MORootCertificate' =>
  type === 'V2GRootCertificate' || type === 'MORootCertificate';

export const decided = (status: string): Said => ({
  status: status === 'Accepted' ? 'done' : 'rejected',
  reason: status === 'Accepted' || status === 'Rejected' ? null : status,
});

/** A message of 2.0.1 inside DataTransfer ("Using ISO 15118 Plug & Charge with OCPP 1.6"); what comes back is checked as there. */
export function inside<A extends Inner>(
  action: A,
  payload: RequestOf<'ocpp2.0.1', A>,
  read: (answer: ResponseOf<'ocpp2.0.1', A>) => Said,
): Message {
  const own = checkRequest('ocpp2.0.1', action, payload);
  if (!own.ok) throw new Error(`${action}: ${own.description}`);
  return message('DataTransfer', { vendorId, messageId: action, data: JSON.stringify(payload) }, ({ status, data }) => {
    if (status !== 'Accepted') return { status: status === 'Rejected' ? 'rejected' : 'notSupported', reason: status };
    const answer = parsed(data);
    if (!checkResponse('ocpp2.0.1', action, answer).ok) return { status: 'rejected', reason: 'invalidAnswer' };
    // The schema of this very action has accepted it.
    return read(answer as ResponseOf<'ocpp2.0.1', A>);
  });
}

function parsed(data: string | undefined): unknown {
  try {
    return JSON.parse(data ?? '');
  } catch {
    return null;
  }
}
