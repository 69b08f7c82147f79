import type { RequestOf } from '@stationmaster/ocpp';
import type { Told } from '../reports/step.ts';

type Report = RequestOf<'ocpp2.1', 'ReportDERControl'>;

/** A control a station holds, kept by its id. `isDefault`, `isSuperseded`: null where the standard tells neither. */
export interface DerControl {
  controlId: string;
  controlType: string;
  isDefault: boolean | null;
  isSuperseded: boolean | null;
  /** As OCPP writes it for the type. */
  settings: unknown;
}

export function controlRecord(control: DerControl): Told {
  return { kind: 'derControl', key: control.controlId, evseId: 0, data: control };
}
export function goneControl(controlId: string): Told {
  return { kind: 'derControl', key: controlId, evseId: 0, data: null };
}

/** What a control does at the moment: in force, ended, or displaced by another. */
export function controlState(controlId: string, state: { isActive: boolean; supersededBy: string | null }): Told {
  return { kind: 'derState', key: controlId, evseId: 0, data: state };
}

/** One page of ReportDERControl: a list for each kind of settings. */
export function reportedControls(report: Report): Told[] {
  const controls: DerControl[] = [
    ...(report.curve ?? []).map(({ id, curveType, curve, isDefault, isSuperseded }) =>
      made(id, curveType, { settings: curve, isDefault, isSuperseded }),
    ),
    ...(report.enterService ?? []).map(({ id, enterService }) => made(id, 'EnterService', { settings: enterService })),
    ...(report.fixedPFAbsorb ?? []).map(({ id, fixedPF, ...flags }) => made(id, 'FixedPFAbsorb', { settings: fixedPF, ...flags })),
    ...(report.fixedPFInject ?? []).map(({ id, fixedPF, ...flags }) => made(id, 'FixedPFInject', { settings: fixedPF, ...flags })),
    ...(report.fixedVar ?? []).map(({ id, fixedVar, ...flags }) => made(id, 'FixedVar', { settings: fixedVar, ...flags })),
    ...(report.freqDroop ?? []).map(({ id, freqDroop, ...flags }) => made(id, 'FreqDroop', { settings: freqDroop, ...flags })),
    ...(report.gradient ?? []).map(({ id, gradient }) => made(id, 'Gradients', { settings: gradient })),
    ...(report.limitMaxDischarge ?? []).map(({ id, limitMaxDischarge, ...flags }) =>
      made(id, 'LimitMaxDischarge', { settings: limitMaxDischarge, ...flags }),
    ),
  ];
  return controls.map(controlRecord);
}

function made(
  controlId: string,
  controlType: string,
  { settings, isDefault = null, isSuperseded = null }: { settings: unknown; isDefault?: boolean | null; isSuperseded?: boolean | null },
): DerControl {
  return { controlId, controlType, isDefault, isSuperseded, settings };
}
