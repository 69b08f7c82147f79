import { acceptRequest, type Calls21, type Calls201 } from '@stationmaster/ocpp';
import { authorize } from '../ocpp/v2x/authorize.ts';
import { get15118EVCertificate } from '../ocpp/v2x/get-15118-ev-certificate.ts';
import { getCertificateStatus } from '../ocpp/v2x/get-certificate-status.ts';
import type { Handler2x, Request2x } from '../ocpp/v2x/handler.ts';
import { signCertificate } from '../ocpp/v2x/sign-certificate.ts';
import type { Vendor, VendorHandler } from './vendor.ts';

/** "Using ISO 15118 Plug & Charge with OCPP 1.6" (Open Charge Alliance): messages of 2.0.1, as JSON inside those of 1.6. */
export const plugAndCharge: Vendor = {
  vendorId: 'org.openchargealliance.iso15118pnc',
  versions: ['ocpp1.6'],
  messages: {
    Authorize: inner('Authorize', authorize, withTokenType),
    Get15118EVCertificate: inner('Get15118EVCertificate', get15118EVCertificate),
    GetCertificateStatus: inner('GetCertificateStatus', getCertificateStatus),
    // The station's own certificate has a message in 1.6 itself.
    SignCertificate: inner('SignCertificate', signCertificate, (data) => ({ certificateType: 'V2GCertificate', ...Object(data) })),
  },
};

/** A message of 2.0.1: checked, decided and answered as there. */
function inner<A extends keyof Calls201 & keyof Calls21>(
  action: A,
  handler: Handler2x<A>,
  complete: (data: unknown) => unknown = (data) => data,
): VendorHandler {
  return async ({ turn, data }, context) => {
    const accepted = acceptRequest('ocpp2.0.1', action, complete(data));
    if (!accepted.ok) return { status: 'Rejected', reason: accepted.description };
    // The schema of this very action has accepted it.
    const decision = await handler({ ...turn, request: accepted.payload as Request2x<A> }, context);
    if ('refuse' in decision) return { status: 'Rejected', reason: decision.description };
    const { answer, ...rest } = decision;
    return { status: 'Accepted', data: answer, ...rest };
  };
}

/** The paper has the contract's id as plain text; stations built on 2.0.1 send its IdTokenType. */
function withTokenType(data: unknown): unknown {
  const { idToken } = Object(data) as { idToken?: unknown };
  return typeof idToken === 'string' ? { ...Object(data), idToken: { idToken, type: 'eMAID' } } : data;
}
