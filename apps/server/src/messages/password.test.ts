import { expect, test } from 'vitest';
import { writtenPassword } from './password.ts';

const place = (name: string, rest: object) => ({ component: { name: 'SecurityCtrlr' }, variable: { name }, ...rest });
const set = (name: string, rest: object = {}) => ({
  setVariableData: [place('X', { attributeValue: 'x' }), place(name, { attributeValue: 'new', ...rest })],
});
const got = (name: string, attributeStatus: string) => ({
  setVariableResult: [place('X', { attributeStatus: 'Accepted' }), place(name, { attributeStatus })],
});

test.each([
  ['1.6, taken', 'ChangeConfiguration', { key: 'authorizationKey', value: 'new' }, { status: 'Accepted' }, 'new'],
  ['1.6, after a reboot', 'ChangeConfiguration', { key: 'AuthorizationKey', value: 'new' }, { status: 'RebootRequired' }, 'new'],
  ['1.6, refused', 'ChangeConfiguration', { key: 'AuthorizationKey', value: 'new' }, { status: 'Rejected' }, null],
  ['1.6, another key', 'ChangeConfiguration', { key: 'HeartbeatInterval', value: '60' }, { status: 'Accepted' }, null],
  ['2.x, taken', 'SetVariables', set('BasicAuthPassword'), got('basicAuthPassword', 'Accepted'), 'new'],
  ['2.x, refused', 'SetVariables', set('BasicAuthPassword'), got('BasicAuthPassword', 'Rejected'), null],
  [
    '2.x, another attribute',
    'SetVariables',
    set('BasicAuthPassword', { attributeType: 'Target' }),
    got('BasicAuthPassword', 'Accepted'),
    null,
  ],
  ['2.x, another variable', 'SetVariables', set('Identity'), got('Identity', 'Accepted'), null],
  ['another message', 'DataTransfer', { vendorId: 'V', data: 'AuthorizationKey' }, { status: 'Accepted' }, null],
])('%s', (_, action, payload, answer, password) => expect(writtenPassword(action, payload, answer)).toBe(password));
