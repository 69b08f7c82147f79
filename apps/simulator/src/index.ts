/** The virtual network: stations of every OCPP version with cars, cards and faults of their own, for any CSMS. */

/** The socket a station uses; for tests that speak without a station. */
export { WebSocket } from 'ws';
export { readAcn } from './acn.ts';
export { StationControl } from './control.ts';
export { meterPublicKey, meterSerial, type SigningManner, signingManners } from './crypto/ocmf-meter.ts';
export { type Behaviour, behaviourOf, flawless, type Maker, makers, signing } from './makers.ts';
export { createNetwork, Network, type NetworkOptions, type NewStationOptions } from './network.ts';
export { type Random, seeded } from './random.ts';
export { type RecordedSession, type ReplayOptions, replay } from './replay.ts';
export { drive } from './scenario/drive.ts';
export { type Scenario, scenarios } from './scenario/scenarios.ts';
export type { Happening } from './shell.ts';
export type { Override } from './station/answer.ts';
export type { LedgerEntry } from './station/event.ts';
export { type FirmwareFlaw, virtualFirmwareFile } from './station/firmware-file.ts';
export type { Vehicle } from './vehicle.ts';
export { runningWorld, SteppedWorld, systemTimers, type Timers, type World } from './world.ts';
