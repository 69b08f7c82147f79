import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, type Lab201, type Station201 } from '../v2x/station.ts';

type Asked = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'getChargingProfiles' }>, 'verb'>;
type Sent = Omit<RequestOf<'ocpp2.0.1', 'GetChargingProfiles'>, 'requestId'>;
type Report = RequestOf<'ocpp2.0.1', 'ReportChargingProfiles'>;
type Source = Report['chargingLimitSource'];
type Schedule = Report['chargingProfile'][number]['chargingSchedule'][number];

/** K08, K09, K11 to K13: what limits a station, by whomever. */
export const limits: Cases<'ocpp2.0.1'> = {
  TC_K_29_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 0, purpose: 'ChargingStationMaxProfile' },
      sent: { evseId: 0, chargingProfile: { chargingProfilePurpose: 'ChargingStationMaxProfile' } },
      told: [{ evseId: 0, id: 29 }],
    }),
  TC_K_30_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, purpose: 'TxDefaultProfile' },
      sent: { evseId: 1, chargingProfile: { chargingProfilePurpose: 'TxDefaultProfile' } },
      told: [{ evseId: 1, id: 30 }],
    }),
  TC_K_31_CSMS: async (lab) =>
    await report(lab, {
      asked: { purpose: 'TxDefaultProfile' },
      sent: { chargingProfile: { chargingProfilePurpose: 'TxDefaultProfile' } },
      told: [
        { evseId: 1, id: 31 },
        { evseId: 2, id: 32 },
      ],
    }),
  TC_K_32_CSMS: async (lab) =>
    await report(lab, { asked: { ids: [32] }, sent: { chargingProfile: { chargingProfileId: [32] } }, told: [{ evseId: 1, id: 32 }] }),
  TC_K_33_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, stackLevel: 0 },
      sent: { evseId: 1, chargingProfile: { stackLevel: 0 } },
      told: [{ evseId: 1, id: 33 }],
    }),
  TC_K_34_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, sources: ['EMS'] },
      sent: { evseId: 1, chargingProfile: { chargingLimitSource: ['EMS'] } },
      told: [{ evseId: 1, id: 34, source: 'EMS' }],
    }),
  TC_K_35_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, purpose: 'TxDefaultProfile' },
      sent: { evseId: 1, chargingProfile: { chargingProfilePurpose: 'TxDefaultProfile' } },
      told: [{ evseId: 1, id: 35 }],
    }),
  TC_K_36_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, purpose: 'TxDefaultProfile', stackLevel: 0 },
      sent: { evseId: 1, chargingProfile: { chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 } },
      told: [{ evseId: 1, id: 36 }],
    }),

  TC_K_43_CSMS: async (lab) => await composite(lab, 1),
  TC_K_44_CSMS: async (lab) => await composite(lab, 0),

  TC_K_48_CSMS: async (lab) => {
    const station = await booted(lab);
    await limited(station);
    expect(await lab.records(station.id, 'chargingLimit')).toMatchObject([['EMS/1', { source: 'EMS' }]]);
    expect(await lab.events(station.id, 'chargingLimit')).toMatchObject([{ type: 'set', text: 'EMS', evseId: 1, cleared: false }]);
  },
  TC_K_50_CSMS: async (lab) => {
    const station = await booted(lab);
    await limited(station);
    expect(await station.call('ClearedChargingLimit', { chargingLimitSource: 'EMS', evseId: 1 })).toEqual({});
    expect(await lab.records(station.id, 'chargingLimit')).toEqual([]);
  },
  TC_K_51_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    await limited(station);
    expect(await station.call('ClearedChargingLimit', { chargingLimitSource: 'EMS', evseId: 1 })).toEqual({});
    await transaction.updated('ChargingRateChanged', { chargingState: 'Charging' });
    expect(await lab.records(station.id, 'chargingLimit')).toEqual([]);
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', chargingState: 'Charging' }]);
  },
  TC_K_52_CSMS: async (lab) =>
    await report(lab, {
      asked: { evseId: 1, purpose: 'ChargingStationExternalConstraints' },
      sent: { evseId: 1, chargingProfile: { chargingProfilePurpose: 'ChargingStationExternalConstraints' } },
      told: [{ evseId: 1, id: 52, source: 'EMS', purpose: 'ChargingStationExternalConstraints' }],
    }),
};

function schedule(limit: number): Schedule {
  return {
    id: 1,
    startSchedule: at(),
    duration: 3600,
    chargingRateUnit: 'A',
    chargingSchedulePeriod: [{ startPeriod: 0, limit, numberPhases: 3 }],
  };
}

interface Told {
  evseId: number;
  id: number;
  source?: Source;
  purpose?: 'TxDefaultProfile' | 'ChargingStationExternalConstraints';
}
/** Asked for as the operator says it, told a profile a message, kept as told. */
async function report(lab: Lab201, { asked, sent, told }: { asked: Asked; sent: Sent; told: readonly Told[] }): Promise<void> {
  const station = await booted(lab);
  const { command, payload } = await lab.order(
    station,
    { verb: 'getChargingProfiles', ...asked },
    { action: 'GetChargingProfiles', answer: { status: 'Accepted' } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, ...sent });
  expect(command).toMatchObject({ status: 'accepted' });
  for (const [index, { evseId, id, source = 'CSO', purpose }] of told.entries()) {
    const profile = {
      ...{ id, stackLevel: 0, chargingProfileKind: 'Absolute' as const, chargingSchedule: [schedule(16)] as [Schedule] },
      chargingProfilePurpose: purpose ?? (evseId === 0 ? ('ChargingStationMaxProfile' as const) : ('TxDefaultProfile' as const)),
    };
    const page = { requestId, evseId, chargingLimitSource: source, tbc: index < told.length - 1 };
    expect(await station.call('ReportChargingProfiles', { ...page, chargingProfile: [profile] })).toEqual({});
  }
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const records = new Map(await lab.records(station.id, 'chargingProfile'));
  expect(records.size).toBe(told.length);
  for (const { id, evseId, source = 'CSO' } of told) expect(records.get(String(id))).toMatchObject({ source, profile: { id, evseId } });
}

async function composite(lab: Lab201, evseId: number): Promise<void> {
  const station = await booted(lab);
  const period = { startPeriod: 0, limit: 16 };
  const told = {
    evseId,
    duration: 3600,
    scheduleStart: at(),
    chargingRateUnit: 'A' as const,
    chargingSchedulePeriod: [period] as [typeof period],
  };
  const command = await lab.command(station, { verb: 'getCompositeSchedule', evseId, durationSeconds: 3600, unit: 'A' }, [
    {
      action: 'GetCompositeSchedule',
      payload: { evseId, duration: 3600, chargingRateUnit: 'A' },
      answer: { status: 'Accepted', schedule: told },
    },
  ]);
  expect(command).toMatchObject({ status: 'confirmed', answer: { schedule: told } });
  const { theirs } = await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId } });
  expect(theirs).toMatchObject({ unit: 'A', periods: [{ limit: 16 }] });
}

async function limited(station: Station201): Promise<void> {
  const answer = await station.call('NotifyChargingLimit', {
    evseId: 1,
    chargingLimit: { chargingLimitSource: 'EMS', isGridCritical: false },
    chargingSchedule: [schedule(10)],
  });
  expect(answer).toEqual({});
}
