/** Small changes to profiles, for tables of problems. */
import type { ChargingProfile } from '../../profile.ts';
import type { ProfileContext } from '../context.ts';

/** Expected is `code path value allowed` for each problem, in order. */
export type FaultyCase = [name: string, profile: ChargingProfile, expected: string[], rest?: Partial<ProfileContext>];

export const one: [number, number][] = [[0, 16]];
export const withId = (id: number, profile: ChargingProfile): ChargingProfile => ({ ...profile, id });
export const withoutTransaction = ({ transactionId: _, ...rest }: ChargingProfile): ChargingProfile => rest;
export const repeated = (profile: ChargingProfile, count: number): ChargingProfile => ({
  ...profile,
  schedules: Array.from({ length: count }, () => profile.schedules).flat(),
});
export const startless = (profile: ChargingProfile): ChargingProfile => ({
  ...profile,
  schedules: profile.schedules.map(({ startSchedule: _, ...rest }) => rest),
});
export const in16: Partial<ProfileContext> = { version: 'ocpp1.6' };
export const in201: Partial<ProfileContext> = { version: 'ocpp2.0.1' };
export const setpoint = { startPeriod: 0, operationMode: 'CentralSetpoint' } as const;
