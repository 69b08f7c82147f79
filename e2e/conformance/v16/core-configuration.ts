import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { booted, type Lab16 } from './station.ts';

const interval = { key: 'MeterValueSampleInterval', readonly: false };
const profiles = { key: 'SupportedFeatureProfiles', readonly: true, value: 'Core,FirmwareManagement' };

/** Core: the keys. */
export const configuration: Cases<'ocpp1.6'> = {
  TC_019_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'readConfiguration', variables: [] }, [
      { action: 'GetConfiguration', payload: {}, answer: { configurationKey: [{ ...interval, value: '30' }, profiles] } },
    ]);
    expect(command.status).toBe('confirmed');
    expect(await keys(lab, station.id)).toEqual({
      MeterValueSampleInterval: { value: '30', mutability: 'ReadWrite' },
      SupportedFeatureProfiles: { value: profiles.value, mutability: 'ReadOnly' },
    });
  },

  TC_019_2_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'readConfiguration', variables: [{ component: '', variable: profiles.key }] }, [
      { action: 'GetConfiguration', payload: { key: [profiles.key] }, answer: { configurationKey: [profiles] } },
    ]);
    expect(command.status).toBe('confirmed');
    expect(await keys(lab, station.id)).toEqual({ SupportedFeatureProfiles: { value: profiles.value, mutability: 'ReadOnly' } });
  },

  TC_021_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, write(interval.key, '60'), [
      { action: 'ChangeConfiguration', payload: { key: interval.key, value: '60' }, answer: { status: 'Accepted' } },
      { action: 'GetConfiguration', payload: { key: [interval.key] }, answer: { configurationKey: [{ ...interval, value: '60' }] } },
    ]);
    expect(command.status).toBe('confirmed');
    expect(await keys(lab, station.id)).toEqual({ MeterValueSampleInterval: { value: '60', mutability: 'ReadWrite' } });
  },

  TC_040_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, write('NobodyKnowsThis', '1'), [
      { action: 'ChangeConfiguration', payload: { key: 'NobodyKnowsThis', value: '1' }, answer: { status: 'NotSupported' } },
    ]);
    expect(command).toMatchObject({ status: 'notSupported', answer: { status: 'NotSupported' } });
  },

  TC_040_2_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, write(interval.key, '-1'), [
      { action: 'ChangeConfiguration', payload: { key: interval.key, value: '-1' }, answer: { status: 'Rejected' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
  },
};

function write(key: string, value: string): Parameters<Lab16['command']>[1] {
  return { verb: 'writeConfiguration', variables: [{ component: '', variable: key, value }] };
}

async function keys(lab: Lab16, stationId: string): Promise<Record<string, unknown>> {
  const { items } = await lab.api.listVariables({ params: { stationId } });
  return Object.fromEntries(items.map(({ variable, value, mutability }) => [variable, { value, mutability }]));
}
