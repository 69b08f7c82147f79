import { describe, expect, it } from 'vitest';
import type { Variable } from '../../../api.ts';
import { addressOf, entriesOf, groupsOf, isOffTarget, isWanted, limitsText, unitText } from './settings.ts';

const setting = (more: Partial<Variable>): Variable => ({
  component: '',
  instance: '',
  evseId: 0,
  connectorId: 0,
  variable: 'X',
  variableInstance: '',
  value: null,
  mutability: 'ReadWrite',
  persistent: null,
  constant: null,
  target: null,
  minSet: null,
  maxSet: null,
  described: null,
  dataType: null,
  unit: null,
  minLimit: null,
  maxLimit: null,
  maxElements: null,
  values: null,
  supportsMonitoring: null,
  meaning: null,
  topic: null,
  updatedAt: '2026-05-01T08:00:00Z',
  ...more,
});

describe('the settings of a station', () => {
  it('are grouped by component and place, the station first', () => {
    const groups = groupsOf([
      setting({ component: 'EVSE', evseId: 10, variable: 'Power' }),
      setting({ component: 'EVSE', evseId: 2, variable: 'Power' }),
      setting({ component: 'Connector', evseId: 2, connectorId: 1, variable: 'ConnectorType' }),
      setting({ component: 'TxCtrlr', variable: 'TxStopPoint' }),
      setting({ component: 'ChargingStation', variable: 'Model' }),
      setting({ component: 'TxCtrlr', variable: 'EVConnectionTimeOut' }),
      setting({ component: 'NetworkConfiguration', instance: '1', variable: 'OcppCsmsUrl' }),
    ]);
    expect(groups.map(({ component, variables }) => [component, variables.map(({ variable }) => variable)])).toEqual([
      ['ChargingStation', ['Model']],
      ['NetworkConfiguration (1)', ['OcppCsmsUrl']],
      ['TxCtrlr', ['EVConnectionTimeOut', 'TxStopPoint']],
      ['EVSE 2', ['Power']],
      ['Connector 2.1', ['ConnectorType']],
      ['EVSE 10', ['Power']],
    ]);
  });

  it('of 1.6 are grouped by topic', () => {
    const groups = groupsOf([
      setting({ variable: 'AcmeMode' }),
      setting({ variable: 'CpoName', topic: 'security' }),
      setting({ variable: 'HeartbeatInterval', topic: 'communication' }),
    ]);
    expect(groups.map(({ topic, component }) => [topic, component])).toEqual([
      ['communication', ''],
      ['security', ''],
      ['other', ''],
    ]);
  });

  it('are found by every word, in name, purpose or value', () => {
    const one = setting({ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value: '300' });
    const found = (text: string) => isWanted(one, { text, group: '', show: '' }, 'How long it may be silent');
    expect(['heartbeat', 'SILENT 300', 'commctrlr.heart', 'silent 301'].map(found)).toEqual([true, true, true, false]);
    expect(isWanted({ ...one, mutability: 'ReadOnly' }, { text: '', group: '', show: 'writable' }, '')).toBe(false);
    expect(isWanted(one, { text: '', group: 'EVSE/1', show: '' }, '')).toBe(false);
    expect(isWanted(one, { text: '', group: 'OCPPCommCtrlr', show: 'writable' }, '')).toBe(true);
  });

  it('are off their target only where there is one', () => {
    const target = { value: '11000', mutability: 'ReadWrite' };
    expect(
      [
        { value: '7400', target },
        { value: '11000', target },
        { value: '1', target: null },
      ].map(isOffTarget),
    ).toEqual([true, false, false]);
  });

  it('are asked for by the names they have', () => {
    expect(addressOf(setting({ component: 'EVSE', evseId: 2, variable: 'Power', variableInstance: 'L1' }))).toEqual({
      component: 'EVSE',
      evseId: 2,
      variable: 'Power',
      variableInstance: 'L1',
    });
  });

  it('show limits and units as people write them', () => {
    const limits = (more: Partial<Variable>) => limitsText(setting({ dataType: 'integer', unit: 's', ...more }));
    expect([
      limits({ minLimit: 0, maxLimit: 60 }),
      limits({ maxLimit: 9, unit: 'Percent' }),
      limits({ minLimit: 5 }),
      limits({ minLimit: 0 }),
    ]).toEqual(['0 – 60 s', '≤ 9 %', '≥ 5 s', '']);
    expect([limitsText(setting({ dataType: 'string', maxLimit: 50 })), unitText('Celsius'), unitText(null)]).toEqual(['', '°C', '']);
    expect(entriesOf(' A, B ,,C')).toEqual(['A', 'B', 'C']);
  });
});
