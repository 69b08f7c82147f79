import { chunks, type EncodersOf, type Message, type Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { componentOf, placeOf, readsAs } from '../variables.ts';
import { message, message21, type Request, type Response, reasonOf, schedulable } from './message.ts';
import { readReport } from './report.ts';

type Profile = Requested<'setNetworkProfile'>['profile'];
type ConnectionData = Request<'SetNetworkProfile'>['connectionData'];

export const deviceModel = {
  readBaseReport: (request, facts) => [
    message('GetBaseReport', { requestId: facts.commandId, reportBase: request.reportBase }, readReport),
  ],
  getReport: ({ criteria, variables }, facts) => {
    const [first, ...others] = criteria;
    const those = first === undefined ? {} : { componentCriteria: [first, ...others] as [typeof first, ...typeof others] };
    return chunks(variables.map(componentOf), facts.limits.GetReport).map(([place, ...more], part, parts) => {
      const requestId = partNumber(facts.commandId, parts.length - 1 - part);
      const componentVariable = place === undefined ? {} : { componentVariable: [place, ...more] as [typeof place, ...typeof more] };
      return message('GetReport', { requestId, ...those, ...componentVariable }, readReport);
    });
  },
  setNetworkProfile: ({ slot, profile }) => {
    const { identity, basicAuthPassword, ...fields } = profile;
    const { interface: ocppInterface } = fields;
    if (identity !== undefined || basicAuthPassword !== undefined || ocppInterface === 'Any') return null;
    // The version is agreed on when the station connects; the schema wants the field all the same.
    const connectionData: ConnectionData = { ...connectionOf(fields), ocppInterface, ocppVersion: 'OCPP20' };
    return [message('SetNetworkProfile', { configurationSlot: slot, connectionData }, (answer) => readProfile(answer, slot, profile))];
  },
} satisfies EncodersOf<'readBaseReport' | 'getReport' | 'setNetworkProfile'>;

export const deviceModel21 = {
  setNetworkProfile: ({ slot, profile }) => {
    const { identity, basicAuthPassword, interface: ocppInterface } = profile;
    const connectionData = {
      ...connectionOf(profile),
      ocppInterface,
      ...(identity === undefined ? {} : { identity }),
      ...(basicAuthPassword === undefined ? {} : { basicAuthPassword }),
    };
    const set = message21('SetNetworkProfile', { configurationSlot: slot, connectionData }, (answer) => readProfile(answer, slot, profile));
    return [set, urlCheck(slot, profile.csmsUrl)];
  },
  reset: ({ kind, evseId }) => {
    const types = { soft: 'OnIdle', hard: 'Immediate', resume: 'ImmediateAndResume' } as const;
    return [message21('Reset', { type: types[kind], ...(evseId === undefined ? {} : { evseId }) }, schedulable)];
  },
} satisfies EncodersOf<'setNetworkProfile' | 'reset'>;

/**
 * The number of a report of which `after` more follow. The last one bears the command's own number, which proves the command;
 * the ones before have numbers of their own, far beyond those of commands. A number used twice would mix two reports up. [P2 B08.FR.11]
 */
function partNumber(commandId: number, after: number): number {
  return after === 0 ? commandId : 1_000_000_000 + ((commandId * 256 + after) % 1_000_000_000);
}

function connectionOf({ csmsUrl, messageTimeout, securityProfile, apn, vpn }: Profile) {
  return {
    ocppTransport: 'JSON' as const,
    ocppCsmsUrl: csmsUrl,
    messageTimeout,
    securityProfile,
    ...(apn === undefined ? {} : { apn: defined(apn) }),
    ...(vpn === undefined ? {} : { vpn: defined(vpn) }),
  };
}

/** In 2.1 a profile is a component of the device model as well, an instance a slot. [21P2 appendix, NetworkConfiguration] */
function urlCheck(slot: number, url: string): Message {
  const place = placeOf({ component: 'NetworkConfiguration', instance: String(slot), variable: 'OcppCsmsUrl' });
  return { ...message('GetVariables', { getVariableData: [place] }, readsAs(url)), isCheck: true };
}

function readProfile(answer: Pick<Response<'SetNetworkProfile'>, 'status' | 'statusInfo'>, slot: number, profile: Profile): Said {
  if (answer.status !== 'Accepted') return { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
  // Without what lets others in.
  const { basicAuthPassword: _, apn, vpn, ...data } = profile;
  const { apnPassword: _p, simPin: _s, ...access } = apn ?? {};
  const { password: _v, key: _k, ...tunnel } = vpn ?? {};
  const told = { ...data, ...(apn === undefined ? {} : { apn: access }), ...(vpn === undefined ? {} : { vpn: tunnel }) };
  return { status: 'done', reason: null, records: [{ kind: 'networkProfile', key: String(slot), evseId: 0, data: told }] };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** A field of the contract that is left out may be there as undefined; on the wire it must not be. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
