import { expect, test } from 'vitest';
import type { OutboundOutcome } from '../gateway/outbound.ts';
import { passwordFate, passwordIn } from './password.ts';

const place = (name: string, rest: object) => ({ component: { name: 'SecurityCtrlr' }, variable: { name }, ...rest });
const set = (name: string, rest: object = {}) => ({
  setVariableData: [place('X', { attributeValue: 'x' }), place(name, { attributeValue: 'new', ...rest })],
});
const got = (name: string, attributeStatus: string) => ({
  setVariableResult: [place('X', { attributeStatus: 'Accepted' }), place(name, { attributeStatus })],
});
const profile = (rest: object) => ({ configurationSlot: 1, connectionData: { basicAuthPassword: 'new', ...rest } });

test.each([
  ['1.6', 'ChangeConfiguration', { key: 'authorizationKey', value: 'new' }, 'new'],
  ['1.6, another key', 'ChangeConfiguration', { key: 'HeartbeatInterval', value: '60' }, null],
  ['2.x', 'SetVariables', set('BasicAuthPassword'), 'new'],
  ['2.x, another attribute', 'SetVariables', set('BasicAuthPassword', { attributeType: 'Target' }), null],
  ['2.x, another variable', 'SetVariables', set('Identity'), null],
  ['2.1, a network profile', 'SetNetworkProfile', profile({}), 'new'],
  ['2.1, a network profile of the station', 'SetNetworkProfile', profile({ identity: 'ME' }), 'new'],
  ['2.1, a network profile of another', 'SetNetworkProfile', profile({ identity: 'OTHER' }), null],
  ['another message', 'DataTransfer', { vendorId: 'V', data: 'AuthorizationKey' }, null],
  ['nothing', 'SetVariables', null, null],
])('what %s writes', (_, action, payload, password) => expect(passwordIn({ action, payload }, 'ME')).toBe(password));

const trace = { frameId: 1, sentAt: 1, answeredAt: 2 };
const result = (payload: unknown): OutboundOutcome => ({ kind: 'result', payload, ...trace });
test.each<[string, string, OutboundOutcome, string]>([
  ['taken', 'ChangeConfiguration', result({ status: 'Accepted' }), 'taken'],
  ['taken after a reboot', 'ChangeConfiguration', result({ status: 'RebootRequired' }), 'taken'],
  ['rejected', 'ChangeConfiguration', result({ status: 'Rejected' }), 'refused'],
  ['taken, among others', 'SetVariables', result(got('basicAuthPassword', 'Accepted')), 'taken'],
  ['rejected, among others', 'SetVariables', result(got('BasicAuthPassword', 'Rejected')), 'refused'],
  ['passed over', 'SetVariables', result(got('Identity', 'Accepted')), 'unknown'],
  ['taken for a later connection', 'SetNetworkProfile', result({ status: 'Accepted' }), 'unknown'],
  ['failed for a later connection', 'SetNetworkProfile', result({ status: 'Failed' }), 'refused'],
  [
    'answered with an error',
    'ChangeConfiguration',
    { kind: 'error', code: 'NotSupported', description: '', details: {}, ...trace },
    'refused',
  ],
  ['not answered', 'ChangeConfiguration', { kind: 'timedOut', ...trace, answeredAt: null }, 'unknown'],
  ['cut off', 'ChangeConfiguration', { kind: 'closed', ...trace, answeredAt: null }, 'unknown'],
  ['never sent', 'ChangeConfiguration', { kind: 'closed', ...trace, sentAt: null, answeredAt: null }, 'refused'],
  ['answered with nonsense', 'ChangeConfiguration', { kind: 'invalid', why: '', payload: { status: 'Ok' }, ...trace }, 'unknown'],
  ['not connected', 'ChangeConfiguration', { kind: 'offline' }, 'refused'],
])('%s (%s)', (_, action, outcome, fate) => expect(passwordFate(action, outcome)).toBe(fate));
