import { contractAsked } from '../../certificates/asked.ts';
import type { Handler2x } from './handler.ts';

/** 2.x M01, M02: passed to the contract pool unread. Several contracts in one go are of 2.1. */
export const get15118EVCertificate: Handler2x<'Get15118EVCertificate'> = async ({ request, ...turn }, { certificates }) => {
  const { action, iso15118SchemaVersion: schemaVersion, exiRequest: exi } = request;
  const asked = {
    action,
    schemaVersion,
    exi,
    maximumChains: ('maximumContractCertificateChains' in request ? request.maximumContractCertificateChains : undefined) ?? null,
    prioritizedEmaids: ('prioritizedEMAIDs' in request ? request.prioritizedEMAIDs : undefined) ?? [],
  };
  const found = (await certificates.contract?.(asked)) ?? null;
  const step = contractAsked(turn, asked, found !== null);
  if (found === null) return { answer: { status: 'Failed', statusInfo: { reasonCode: 'NotEnabled' }, exiResponse: '' }, ...step };
  const remaining = found.remaining === null || turn.state.version !== 'ocpp2.1' ? {} : { remainingContracts: found.remaining };
  return { answer: { status: 'Accepted', exiResponse: found.exi, ...remaining }, ...step };
};
