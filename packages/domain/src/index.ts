/** The meaning, pure: no I/O, no clock, no randomness. */

export * from './csv.ts';
export * from './frame-time.ts';
export { emptyMeter, energyOf, type Meter } from './meter/meter.ts';
export * from './meter/to-reading.ts';
export * from './moment.ts';
export { isCurrency, minorUnit } from './money.ts';
export * from './price/price-session.ts';
export * from './price/validate-tariff.ts';
export * from './reading.ts';
export * from './session/event.ts';
export { withMarks } from './session/marks.ts';
export * from './session/match.ts';
export { applyReadings, isEnergyKnown } from './session/readings.ts';
export * from './session/session.ts';
export * from './session/start.ts';
export * from './session/start-key.ts';
export * from './session/stop.ts';
export * from './status.ts';
export * from './tariff.ts';
export * from './token/aliases.ts';
export * from './token/canonical.ts';
export * from './token/decide.ts';
export * from './words.ts';
