import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn, type Setting } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';

/** As NetworkConfigurationPriority names them. */
const slots = [1, 2, 3];

/** Kept for the next boot; security goes up only, and it must be an address that can be dialled. [P2 B09] */
export function setNetworkProfile(draft: Draft, request: Asked<'SetNetworkProfile'>): Obeyed<Said<'SetNetworkProfile'>> {
  const { configurationSlot, connectionData } = request;
  const { ocppCsmsUrl, securityProfile, identity, basicAuthPassword } = connectionData;
  const refused = (reasonCode: string): Obeyed<Said<'SetNetworkProfile'>> => ({
    answer: { status: 'Rejected', statusInfo: { reasonCode } },
  });
  if (!slots.includes(configurationSlot)) return refused('ValueOutOfRange');
  if (securityProfile < numberIn(draft.state, 'SecurityCtrlr/0/SecurityProfile')) return refused('InvalidValue');
  if (!/^wss?:\/\//.test(ocppCsmsUrl) || !URL.canParse(ocppCsmsUrl)) return refused('InvalidURL');
  const { network, settings } = draft.state;
  const profile = { url: ocppCsmsUrl, identity: identity ?? null, password: basicAuthPassword ?? null };
  draft.state.network = { ...network, profiles: new Map([...network.profiles, [configurationSlot, profile]]) };
  draft.state.settings = new Map([...settings].map(([key, setting]) => [key, { ...setting, ...told(setting, request) }]));
  return { answer: { status: 'Accepted' } };
}

/** In 2.1 the profile also stands in the device model. */
function told({ component, variable }: Setting, { configurationSlot, connectionData }: Asked<'SetNetworkProfile'>): { value?: string } {
  if (component !== `NetworkConfiguration:${configurationSlot}`) return {};
  const said = Object.entries(connectionData).find(([name]) => name.toLowerCase() === variable.toLowerCase());
  return said === undefined ? {} : { value: String(said[1]) };
}
