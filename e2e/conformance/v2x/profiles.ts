import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Command } from '../lab.ts';
import type { Lab201, Station201 } from './station.ts';

export type Payload = RequestOf<'ocpp2.0.1', 'SetChargingProfile'>;
/** A profile as the API takes it. */
export type Wanted = Extract<Parameters<Lab201['command']>[1], { verb: 'setChargingProfile' }>['profile'];

/** Set by an operator; `payload` must be on the wire. Then the station is asked whether it holds it, and what it makes of it. */
export async function setProfile(
  lab: Lab201,
  station: Station201,
  { profile, payload }: { profile: Wanted; payload: Payload },
): Promise<Command> {
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile } });
  const asked = await lab.hear(station, 'SetChargingProfile', sent);
  expect(asked.payload).toEqual(payload);
  asked.answer({ status: 'Accepted' });
  await isHeld(lab, station, { id: payload.chargingProfile.id, sent });
  const command = await sent;
  expect(command).toMatchObject({ status: 'confirmed', reason: 'heldOnly' });
  expect(await held(lab, station, payload.evseId)).toContainEqual(
    expect.objectContaining({ profile: expect.objectContaining({ id: payload.chargingProfile.id }), commandId: command.id }),
  );
  return command;
}

/** What the CSMS asks after a change; the station answers that it holds the profile, and gives no schedule. */
async function isHeld(lab: Lab201, station: Station201, { id, sent }: { id: number; sent: Promise<unknown> }): Promise<void> {
  const asked = await lab.hear(station, 'GetChargingProfiles', sent);
  expect(asked.payload).toMatchObject({ chargingProfile: { chargingProfileId: [id] } });
  asked.answer({ status: 'Accepted' });
  await noSchedule(lab, station, sent);
}

/** The station cannot say what it makes of its profiles. */
export async function noSchedule(lab: Lab201, station: Station201, sent: Promise<unknown>): Promise<void> {
  const asked = await lab.hear(station, 'GetCompositeSchedule', sent);
  asked.answer({ status: 'Rejected' });
}

/** The profiles that the API says the station holds, at an EVSE. */
export async function held(lab: Lab201, station: Station201, evseId: number): Promise<{ profile: { id: number } }[]> {
  return (await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId } })).profiles;
}
