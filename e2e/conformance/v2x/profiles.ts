import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Command, Lab } from '../lab.ts';
import type { Station } from '../station.ts';
import type { Lab201, V2x } from './station.ts';

interface Payloads {
  'ocpp2.0.1': RequestOf<'ocpp2.0.1', 'SetChargingProfile'>;
  'ocpp2.1': RequestOf<'ocpp2.1', 'SetChargingProfile'>;
}
export type Payload<V extends V2x = 'ocpp2.0.1'> = Payloads[V];
/** A profile as the API takes it. */
export type Wanted = Extract<Parameters<Lab201['command']>[1], { verb: 'setChargingProfile' }>['profile'];

/** Set by an operator; `payload` must be on the wire. Then the station is asked whether it holds it, and what it makes of it. */
export async function setProfile<V extends V2x>(
  lab: Lab<V>,
  station: Station<V>,
  { profile, payload }: { profile: Wanted; payload: Payload<V> },
): Promise<Command> {
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile } });
  const { id } = payload.chargingProfile;
  await takeProfile(lab, station, { sent, payload });
  const command = await sent;
  expect(command).toMatchObject({ status: 'confirmed', reason: 'heldOnly' });
  expect(await held(lab, station, payload.evseId)).toContainEqual(
    expect.objectContaining({ profile: expect.objectContaining({ id }), commandId: command.id }),
  );
  return command;
}

/** The CSMS sets a limit again that the station may have lost, without anybody's request. */
export async function takeProfileAgain<V extends V2x>(lab: Lab<V>, station: Station<V>, payload: Payload<V>): Promise<void> {
  await takeProfile(lab, station, { sent: new Promise(() => undefined), payload });
}

/** The station takes it, says that it holds it, and gives no schedule. */
async function takeProfile<V extends V2x>(
  lab: Lab<V>,
  station: Station<V>,
  { sent, payload }: { sent: Promise<unknown>; payload: Payload<V> },
): Promise<void> {
  const [plainLab, plain] = [lab as unknown as Lab201, station as unknown as Station<'ocpp2.0.1'>];
  const asked = await plainLab.hear(plain, 'SetChargingProfile', sent);
  expect(asked.payload).toEqual(payload);
  asked.answer({ status: 'Accepted' });
  const check = await plainLab.hear(plain, 'GetChargingProfiles', sent);
  expect(check.payload).toMatchObject({ chargingProfile: { chargingProfileId: [payload.chargingProfile.id] } });
  check.answer({ status: 'Accepted' });
  await noSchedule(plainLab, plain, sent);
}

/** The station cannot say what it makes of its profiles. */
export async function noSchedule(lab: Lab201, station: Station<'ocpp2.0.1'>, sent: Promise<unknown>): Promise<void> {
  const asked = await lab.hear(station, 'GetCompositeSchedule', sent);
  asked.answer({ status: 'Rejected' });
}

/** The profiles that the API says the station holds, at an EVSE. */
export async function held<V extends V2x>(lab: Lab<V>, station: Station<V>, evseId: number): Promise<{ profile: { id: number } }[]> {
  return (await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId } })).profiles;
}
