import type { Version } from '@stationmaster/ocpp';
import { RawStation } from '../commands/raw-station.ts';
import type { Sample } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

export const yes = { result: { status: 'Accepted' } };

/** GetCompositeSchedule answered with one limit for a day. For tests. */
export function composite(version: Version, limit: number, unit: 'A' | 'W' = 'A') {
  const periods = { chargingRateUnit: unit, chargingSchedulePeriod: [{ startPeriod: 0, limit, numberPhases: 3 }] };
  const scheduleStart = new Date().toISOString();
  if (version === 'ocpp1.6')
    return { result: { status: 'Accepted', connectorId: 1, scheduleStart, chargingSchedule: { duration: 86_400, ...periods } } };
  return { result: { status: 'Accepted', schedule: { evseId: 1, duration: 86_400, scheduleStart, ...periods } } };
}

/** Profile 5: an absolute one in ampere for every session at EVSE 1. For tests. */
export function profile(limit: number, more: object = {}) {
  const startSchedule = new Date(Date.now() - 60_000).toISOString();
  return {
    id: 5,
    evseId: 1,
    purpose: 'TxDefaultProfile',
    kind: 'Absolute',
    schedules: [{ unit: 'A', startSchedule, periods: [{ startPeriod: 0, limit }] }],
    ...more,
  };
}

type Id = { profile: { id: number } };

/** The real app with scripted stations that are told limits. For tests. */
export class LimitLab {
  readonly app: ApiApp;
  readonly #open: RawStation[] = [];

  private constructor(app: ApiApp) {
    this.app = app;
  }

  static async open(): Promise<LimitLab> {
    const app = await startApiApp();
    await app.query(`insert into token (tenant_id, value, canonical) values (1, 'CARD', 'CARD')`);
    return new LimitLab(app);
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((station) => station.close()));
    await this.app.stop();
  }

  async connected(version: Version, sample: Sample): Promise<{ id: string; station: RawStation }> {
    const id = `LIMIT${this.#open.length}`;
    await this.app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
    const station = await RawStation.connect(this.app.ocpp + id, version);
    this.#open.push(station);
    await sample.boot(station);
    await sample.status(station, 'Available');
    return { id, station };
  }

  /** One that takes every profile, holds it, and says that it will give so much. */
  async obliging(version: Version, sample: Sample, limit = 16): Promise<{ id: string; station: RawStation }> {
    const { id, station } = await this.connected(version, sample);
    for (const action of ['SetChargingProfile', 'ClearChargingProfile', 'GetChargingProfiles']) station.on(action, yes);
    station.on('GetCompositeSchedule', composite(version, limit));
    return { id, station };
  }

  async send(id: string, body: object) {
    return (await this.app.api('POST', `/stations/${id}/commands`, body)).body;
  }

  /** Sets profile 5. */
  set(id: string, limit: number, more: object = {}) {
    return this.send(id, { verb: 'setChargingProfile', profile: profile(limit, more) });
  }

  async limits(id: string) {
    return (await this.app.api('GET', `/stations/${id}/charging-limits?evseId=1`)).body;
  }

  async heldIds(id: string): Promise<number[]> {
    return (await this.limits(id)).profiles.map(({ profile: { id: one } }: Id) => one);
  }
}

export const sentTo = (station: RawStation, action: string) =>
  station.received.filter((one) => one.action === action).map(({ payload }) => payload);
