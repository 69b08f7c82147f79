import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { at, booted, type Lab201 } from '../v2x/station.ts';

type EventData = RequestOf<'ocpp2.0.1', 'NotifyEvent'>['eventData'][number];
type Said = Partial<EventData> & Pick<EventData, 'trigger' | 'eventNotificationType' | 'actualValue'>;
type Kept = Awaited<ReturnType<Lab201['events']>>[number];

/** N07: what monitors tell. */
export const events: Cases<'ocpp2.0.1'> = {
  TC_N_21_CSMS: async (lab) => {
    const [event] = await tell(lab, [
      { trigger: 'Alerting', actualValue: '91', eventNotificationType: 'HardWiredMonitor', variableMonitoringId: 21 },
    ]);
    expect(event).toMatchObject({ cleared: false });
  },
  TC_N_24_CSMS: async (lab) => await periodic(lab, 'CustomMonitor'),
  TC_N_48_CSMS: async (lab) => {
    await tell(lab, [{ trigger: 'Delta', actualValue: '', eventNotificationType: 'CustomMonitor', variableMonitoringId: 48 }]);
  },
  TC_N_49_CSMS: async (lab) => {
    const kept = await tell(lab, [
      { trigger: 'Alerting', actualValue: '91', eventNotificationType: 'CustomMonitor', variableMonitoringId: 49, cleared: true },
      { trigger: 'Alerting', actualValue: '3', eventNotificationType: 'CustomMonitor', variableMonitoringId: 50, cleared: true },
    ]);
    expect(kept.map(({ cleared }) => cleared)).toEqual([true, true]);
  },
  TC_N_50_CSMS: async (lab) => await periodic(lab, 'PreconfiguredMonitor'),
};

/** Told, answered, and kept as events of the station; newest first. */
async function tell(lab: Lab201, said: readonly Said[]): Promise<Kept[]> {
  const station = await booted(lab);
  const before = (await lab.events(station.id)).length;
  for (const [seqNo, one] of said.entries()) {
    const data = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Temperature' }, ...one };
    const answer = await station.call('NotifyEvent', {
      ...{ generatedAt: at(), seqNo, tbc: false },
      eventData: [{ eventId: seqNo + 1, timestamp: at(), ...data }],
    });
    expect(answer).toEqual({});
  }
  const kept = (await lab.events(station.id)).slice(0, -before || undefined);
  expect(kept).toHaveLength(said.length);
  for (const event of kept) expect(event).toMatchObject({ stationId: station.id, evseId: 1, component: 'EVSE', variable: 'Temperature' });
  return kept;
}

async function periodic(lab: Lab201, eventNotificationType: EventData['eventNotificationType']): Promise<void> {
  const values = ['41', '42', '43'];
  await tell(
    lab,
    values.map((actualValue) => ({ trigger: 'Periodic', actualValue, eventNotificationType, variableMonitoringId: 24 })),
  );
}
