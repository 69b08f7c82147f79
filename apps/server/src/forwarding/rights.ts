import type { forwardingAnswers, forwardingRoles } from '@stationmaster/contract';
import { actionsToStation, type ErrorCode, type Version } from '@stationmaster/ocpp';
import { fieldIn } from './field.ts';

export type Answers = (typeof forwardingAnswers)[number];
export type Role = (typeof forwardingRoles)[number];
export interface Rights {
  answers: Answers;
  byAction: Readonly<Record<string, Role>>;
}
/** What the live state of a station knows of its second back end. */
export interface ForwardingState extends Rights {
  /** Another number: it is called at another place, or otherwise. */
  revision: number;
  /** Who answers once no car charges; null: nothing is to change. */
  nextAnswers: Answers | null;
}

/**
 * The line to the station is ours, so is its registration and its clock: the other side may hear of them. So are streams of
 * events, whose messages nobody answers: it hears those it has not refused.
 */
const ours: ReadonlySet<string> = new Set(['BootNotification', 'Heartbeat', 'OpenPeriodicEventStream', 'ClosePeriodicEventStream']);
/** Certificates of the line to us, and what is for our administrators only. */
const alone: ReadonlySet<string> = new Set([
  'SignCertificate',
  'GetCertificateStatus',
  'GetCertificateChainStatus',
  'NotifyCustomerInformation',
]);
/** Messages of sessions: kept for a back end that is away, told in order and once it is back. */
const kept: ReadonlySet<string> = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);
export const keptActions: readonly string[] = [...kept];

/** Who answers this message of a station. */
export function roleOf({ answers, byAction }: Rights, action: string): Role {
  if (ours.has(action)) return 'us';
  if (alone.has(action)) return 'alone';
  return Object.hasOwn(byAction, action) ? (byAction[action] ?? answers) : answers;
}

export function isKept(action: string): boolean {
  return kept.has(action);
}

/** May this choice be made for this message? What keeps the line itself is not up for choice; a session is heard whole or not at all. */
export function mayChoose(action: string, role: Role): boolean {
  return !ours.has(action) && !alone.has(action) && !(kept.has(action) && role === 'alone');
}

/** What would take the station from us, whoever it is that asks for it. */
const never: ReadonlySet<string> = new Set([
  'CertificateSigned',
  'InstallCertificate',
  'DeleteCertificate',
  'SetNetworkProfile',
  'CustomerInformation',
]);
/** Keys and components that hold the way to us: 1.6 security whitepaper §2, 2.x §2.1. */
const lineKeys = /^(AuthorizationKey|SecurityProfile|CpoName|AdditionalRootCertificateCheck)$/i;
const lineComponents = /^(SecurityCtrlr|OCPPCommCtrlr)$/i;

/** Messages a second back end can be allowed to send to a station of this version. */
export function commandsOf(version: Version): readonly string[] {
  return [...actionsToStation[version].filter((action) => !never.has(action)), 'DataTransfer'].toSorted();
}

/** May it send this? Else the error it gets, in words for the person who reads its log. */
export function judgeCommand(
  commands: readonly string[],
  { action, payload }: { action: string; payload: unknown },
): { code: ErrorCode; description: string } | null {
  if (!commands.includes(action) || never.has(action))
    return { code: 'SecurityError', description: `${action} is not allowed: this back end may not send it to the station.` };
  if (action === 'ChangeConfiguration' && lineKeys.test(textIn(payload, 'key').trim())) return line(textIn(payload, 'key'));
  if (action !== 'SetVariables') return null;
  const components = listIn(payload, 'setVariableData').map((one) => textIn(fieldIn(one, 'component'), 'name').trim());
  const kept = components.find((name) => lineComponents.test(name));
  return kept === undefined ? null : line(kept);
}

function line(name: string): { code: ErrorCode; description: string } {
  return { code: 'SecurityError', description: `${name} holds the connection of the station to another back end and is not changed.` };
}

function textIn(value: unknown, name: string): string {
  const text = fieldIn(value, name);
  return typeof text === 'string' ? text : '';
}
function listIn(value: unknown, name: string): unknown[] {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
}
