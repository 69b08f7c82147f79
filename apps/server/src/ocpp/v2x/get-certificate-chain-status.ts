import type { Calls21 } from '@stationmaster/ocpp';
import { statusAsked } from '../../certificates/asked.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 M06: the state of a whole chain, by OCSP or by revocation list. What cannot be found out has failed, and may be asked again at once. */
export const getCertificateChainStatus: HandlerOf<Calls21, 'GetCertificateChainStatus'> = async (
  { request, ...turn },
  { certificates },
) => {
  const certificateStatus = await Promise.all(
    request.certificateStatusRequests.map(async ({ certificateHashData, source, urls }) => {
      const found = (await certificates.state?.(certificateHashData, { kind: source, urls })) ?? null;
      return {
        certificateHashData,
        source,
        status: found?.state ?? ('Failed' as const),
        nextUpdate: new Date(found?.nextUpdate ?? turn.at).toISOString(),
      };
    }),
  );
  const asked = certificateStatus.map(({ certificateHashData: hash, source, status: state }) => ({ hash, source, state }));
  return { answer: { certificateStatus }, ...statusAsked(turn, asked) };
};
