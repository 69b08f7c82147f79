import { actions, checkAction, versions } from '@stationmaster/ocpp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from './differences.ts';
import { answerForStation, commandForStation, numberGiven, numberInCommand, speaksOfNumber, withTheirNumber } from './numbers.ts';
import { commandsOf, judgeCommand, mayChoose, roleOf } from './rights.ts';

describe('who answers', () => {
  it('is who was chosen for the station, or for the message', () => {
    const rights = { answers: 'them', byAction: { StatusNotification: 'us', DataTransfer: 'alone' } } as const;
    expect(roleOf(rights, 'Authorize')).toBe('them');
    expect(roleOf(rights, 'StatusNotification')).toBe('us');
    expect(roleOf(rights, 'DataTransfer')).toBe('alone');
  });

  it('is always us for what keeps the line, whatever is asked for', () => {
    const byAction = { BootNotification: 'them', Heartbeat: 'alone', SignCertificate: 'them', NotifyCustomerInformation: 'them' } as const;
    const rights = { answers: 'them', byAction } as const;
    expect(Object.keys(byAction).map((action) => roleOf(rights, action))).toEqual(['us', 'us', 'alone', 'alone']);
    for (const action of Object.keys(byAction)) expect(mayChoose(action, 'them')).toBe(false);
  });

  it('knows no message by the names that every object has', () => {
    expect(roleOf({ answers: 'us', byAction: {} }, 'constructor')).toBe('us');
  });

  it('never lets one side hear half a session', () => {
    for (const action of ['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent'])
      expect(mayChoose(action, 'alone')).toBe(false);
  });
});

describe('what a second back end may command', () => {
  it('is only what the station can be sent, without what would take it from us', () => {
    for (const version of versions) {
      const commands = commandsOf(version);
      for (const action of commands) expect(actions[version] as readonly string[]).toContain(action);
      for (const action of commands) if (action !== 'DataTransfer') expect(checkAction(version, action).ok).toBe(false);
      expect(commands).not.toContain('CertificateSigned');
      expect(commands).not.toContain('SetNetworkProfile');
    }
  });

  it('is refused unless allowed, even when the list was tampered with', () => {
    expect(judgeCommand([], { action: 'Reset', payload: {} })?.code).toBe('SecurityError');
    expect(judgeCommand(['Reset'], { action: 'Reset', payload: {} })).toBeNull();
    expect(judgeCommand(['SetNetworkProfile'], { action: 'SetNetworkProfile', payload: {} })?.code).toBe('SecurityError');
  });

  it('leaves the keys of the line alone, however they are spelt', () => {
    const key = (name: string) =>
      judgeCommand(['ChangeConfiguration'], { action: 'ChangeConfiguration', payload: { key: name, value: '1' } });
    expect(key('HeartbeatInterval')).toBeNull();
    for (const name of ['AuthorizationKey', 'authorizationkey', ' SecurityProfile ']) expect(key(name)?.code).toBe('SecurityError');
    const variables = (...names: string[]) =>
      judgeCommand(['SetVariables'], {
        action: 'SetVariables',
        payload: { setVariableData: names.map((name) => ({ component: { name }, variable: { name: 'X' } })) },
      });
    expect(variables('TxCtrlr')).toBeNull();
    expect(variables('TxCtrlr', 'SecurityCtrlr')?.code).toBe('SecurityError');
  });
});

describe('the two numbers of one session', () => {
  const number = fc.integer({ min: 1, max: 2 ** 31 - 1 });

  it('theirs goes to them and ours to the station, and nothing else changes', () => {
    fc.assert(
      fc.property(number, number, fc.dictionary(fc.string(), fc.jsonValue()), (ours, theirs, rest) => {
        expect(withTheirNumber({ ...rest, transactionId: ours }, theirs)).toEqual({ ...rest, transactionId: theirs });
        expect(answerForStation({ ...rest, transactionId: theirs }, { transactionId: ours })).toEqual({ ...rest, transactionId: ours });
        expect(commandForStation({ action: 'RemoteStopTransaction', payload: { transactionId: theirs } }, ours)).toEqual({
          transactionId: ours,
        });
      }),
    );
  });

  it('are found where 1.6 has them, and nowhere in 2.x', () => {
    expect(numberGiven('ocpp1.6', 'StartTransaction', { transactionId: 7 })).toBe(7);
    expect(numberGiven('ocpp1.6', 'StartTransaction', null)).toBeNull();
    expect(numberGiven('ocpp2.0.1', 'TransactionEvent', { transactionId: 7 })).toBeNull();
    expect(speaksOfNumber('ocpp1.6', 'StopTransaction', { transactionId: 7 })).toBe(true);
    expect(speaksOfNumber('ocpp1.6', 'MeterValues', {})).toBe(false);
    expect(speaksOfNumber('ocpp2.1', 'TransactionEvent', { transactionInfo: { transactionId: 'a' } })).toBe(false);
    const profile = { action: 'SetChargingProfile', payload: { connectorId: 1, csChargingProfiles: { transactionId: 9, stackLevel: 0 } } };
    expect(numberInCommand('ocpp1.6', profile)).toBe(9);
    expect(commandForStation(profile, 3)).toEqual({ connectorId: 1, csChargingProfiles: { transactionId: 3, stackLevel: 0 } });
    expect(numberInCommand('ocpp1.6', { action: 'Reset', payload: { transactionId: 9 } })).toBeUndefined();
    expect(numberInCommand('ocpp2.0.1', { action: 'SetChargingProfile', payload: profile.payload })).toBeUndefined();
  });

  it('leave an answer without a number as it is', () => {
    expect(answerForStation({ idTagInfo: { status: 'Blocked' } }, {})).toEqual({ idTagInfo: { status: 'Blocked' } });
  });
});

describe('two answers', () => {
  it('are compared by what counts', () => {
    const accepted = { idTagInfo: { status: 'Accepted', parentIdTag: 'A', expiryDate: '2027-01-01T00:00:00Z' } };
    expect(differencesOf(accepted, { idTagInfo: { status: 'Accepted', parentIdTag: 'A' } })).toEqual([]);
    expect(differencesOf(accepted, { idTagInfo: { status: 'Accepted', parentIdTag: 'B' } })).toEqual([
      { field: 'group', ours: 'A', theirs: 'B' },
    ]);
    expect(differencesOf(accepted, { idTagInfo: { status: 'Blocked' } })).toEqual([{ field: 'card', ours: 'Accepted', theirs: 'Blocked' }]);
    expect(differencesOf({ totalCost: 1.5 }, { totalCost: 2, idTokenInfo: { status: 'Accepted' } })).toEqual([
      { field: 'cost', ours: '1.5', theirs: '2' },
    ]);
    expect(differencesOf({ status: 'Accepted' }, { status: 'Rejected' })).toEqual([
      { field: 'status', ours: 'Accepted', theirs: 'Rejected' },
    ]);
    expect(differencesOf({}, {})).toEqual([]);
  });
});
