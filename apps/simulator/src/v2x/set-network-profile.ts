import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';

/** As NetworkConfigurationPriority names them. */
const slots = [1, 2, 3];

/** Kept for the next boot; security goes up only, and it must be an address that can be dialled. [P2 B09] */
export function setNetworkProfile(
  draft: Draft,
  { configurationSlot, connectionData }: Asked<'SetNetworkProfile'>,
): Obeyed<Said<'SetNetworkProfile'>> {
  const { ocppCsmsUrl, securityProfile, identity, basicAuthPassword } = connectionData;
  const refused = (reasonCode: string): Obeyed<Said<'SetNetworkProfile'>> => ({
    answer: { status: 'Rejected', statusInfo: { reasonCode } },
  });
  if (!slots.includes(configurationSlot)) return refused('ValueOutOfRange');
  if (securityProfile < numberIn(draft.state, 'SecurityCtrlr/0/SecurityProfile')) return refused('InvalidValue');
  if (!/^wss?:\/\//.test(ocppCsmsUrl) || !URL.canParse(ocppCsmsUrl)) return refused('InvalidURL');
  const { network } = draft.state;
  const profile = { url: ocppCsmsUrl, identity: identity ?? null, password: basicAuthPassword ?? null };
  draft.state.network = { ...network, profiles: new Map([...network.profiles, [configurationSlot, profile]]) };
  return { answer: { status: 'Accepted' } };
}
