import { checkContract, type PresentedContract } from '../../certificates/contract.ts';
import { tapCard } from '../../sessions/tap.ts';
import { driverTariff } from '../../tariffs/driver-tariff.ts';
import { withoutNull } from '../text.ts';
import type { Handler2x, Request2x } from './handler.ts';
import { energyTransferOf, idTokenInfo } from './id-token-info.ts';

/** 2.x C01–C08; a contract certificate or its hashes are looked into first (C07). How the driver may charge, and their own tariff, are told in 2.1 (Q01, I08). */
export const authorize: Handler2x<'Authorize'> = async ({ request, ...turn }, context) => {
  const { idToken, type } = request.idToken;
  const contract = contractOf(request);
  const card = { idToken: withoutNull(idToken), type: withoutNull(type) };
  const certificate = contract === null ? {} : { certificate: await checkContract(context.certificates, contract, turn.at) };
  const { authorization, certificateStatus, step } = await tapCard(context, turn, { ...card, ...certificate });
  return {
    answer: {
      idTokenInfo: idTokenInfo(authorization),
      ...(certificateStatus === null ? {} : { certificateStatus }),
      ...energyTransferOf(turn.state, authorization),
      ...(await driverTariff(context, turn, authorization)),
    },
    ...step,
  };
};

/** null: it presents none. */
function contractOf({ certificate, idToken, iso15118CertificateHashData = [] }: Request2x<'Authorize'>): PresentedContract | null {
  if (certificate === undefined && iso15118CertificateHashData.length === 0) return null;
  const hashes = iso15118CertificateHashData.map(({ customData: _, ...hash }) => hash);
  return { hashes, chain: certificate ?? null, emaid: idToken.idToken };
}
