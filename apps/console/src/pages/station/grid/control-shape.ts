import type { derControlTypes } from '@stationmaster/contract';

export type ControlType = (typeof derControlTypes)[number];

/** A figure of a control; `unit` is a key below `grid:unit`. */
export interface Figure {
  /** As OCPP 2.1 names it, and the key of its label below `grid:figure`. */
  name: string;
  unit: Unit;
  start: number;
  isOptional?: true;
}
export type Unit = 'voltage' | 'power' | 'hertz' | 'seconds' | 'perSecond' | 'factor' | 'reactive' | 'none';
export interface Point {
  /** Tells rows apart while they move. */
  key: number;
  /** null: not filled in yet. */
  x: number | null;
  y: number | null;
}
/** What a control of one type is made of: single figures, or a curve of points. [2.1 Part 2, R04 and DERCurveType] */
export type Shape =
  | { kind: 'figures'; figures: readonly Figure[]; hasExcitation?: true; isTimed: boolean; yUnit?: string }
  | { kind: 'curve'; x: Unit; y: Unit; yUnit: string; points: readonly (readonly [x: number, y: number])[] };

const figure = (name: string, unit: Unit, start: number): Figure => ({ name, unit, start });
const maybe = (name: string, unit: Unit, start: number): Figure => ({ name, unit, start, isOptional: true });
type Axes = Pick<Extract<Shape, { kind: 'curve' }>, 'x' | 'y' | 'yUnit'>;
const curve = (axes: Axes, ...points: [number, number][]): Shape => ({ kind: 'curve', ...axes, points });
const figures = (...list: Figure[]): Shape => ({ kind: 'figures', figures: list, isTimed: true });
/** Beyond x the station parts from the grid after y seconds. */
const trip = (x: Unit, ...points: [number, number][]): Shape => curve({ x, y: 'seconds', yUnit: 'Not_Applicable' }, ...points);

const fixedFactor: Shape = { kind: 'figures', figures: [figure('displacement', 'factor', 0.95)], hasExcitation: true, isTimed: true };

/** With figures to begin with that are usual in Europe (EN 50549-1). */
export const shapes: Readonly<Record<ControlType, Shape>> = {
  EnterService: {
    kind: 'figures',
    figures: [
      figure('highVoltage', 'voltage', 110),
      figure('lowVoltage', 'voltage', 85),
      figure('highFreq', 'hertz', 50.2),
      figure('lowFreq', 'hertz', 49.5),
      maybe('delay', 'seconds', 60),
      maybe('rampRate', 'seconds', 600),
    ],
    isTimed: false,
  },
  FreqDroop: figures(
    figure('overFreq', 'hertz', 50.2),
    figure('underFreq', 'hertz', 49.8),
    figure('overDroop', 'none', 0.05),
    figure('underDroop', 'none', 0.05),
    figure('responseTime', 'seconds', 2),
  ),
  FreqWatt: curve({ x: 'hertz', y: 'power', yUnit: 'PctMaxW' }, [50.2, 100], [51.5, 0]),
  FixedPFAbsorb: fixedFactor,
  FixedPFInject: fixedFactor,
  FixedVar: { kind: 'figures', figures: [figure('setpoint', 'reactive', 0)], isTimed: true, yUnit: 'PctMaxVar' },
  Gradients: {
    kind: 'figures',
    figures: [figure('gradient', 'perSecond', 0.33), figure('softGradient', 'perSecond', 0.33)],
    isTimed: false,
  },
  HFMustTrip: trip('hertz', [51.5, 0.2]),
  HFMayTrip: trip('hertz', [51.5, 0.2]),
  HVMustTrip: trip('voltage', [120, 0.2], [115, 60]),
  HVMomCess: trip('voltage', [115, 0.2]),
  HVMayTrip: trip('voltage', [115, 0.2]),
  LimitMaxDischarge: figures(figure('pctMaxDischargePower', 'power', 60)),
  LFMustTrip: trip('hertz', [47.5, 0.2]),
  LVMustTrip: trip('voltage', [45, 0.2], [80, 3]),
  LVMomCess: trip('voltage', [50, 0.2]),
  LVMayTrip: trip('voltage', [80, 3]),
  PowerMonitoringMustTrip: trip('power', [105, 5]),
  VoltVar: curve({ x: 'voltage', y: 'reactive', yUnit: 'PctMaxVar' }, [93, 44], [97, 0], [103, 0], [107, -44]),
  VoltWatt: curve({ x: 'voltage', y: 'power', yUnit: 'PctMaxW' }, [106, 100], [110, 0]),
  WattPF: curve({ x: 'power', y: 'factor', yUnit: 'Not_Applicable' }, [50, 1], [100, 0.95]),
  WattVar: curve({ x: 'power', y: 'reactive', yUnit: 'PctMaxVar' }, [50, 0], [100, -44]),
};

export interface ControlForm {
  type: ControlType;
  /** null: not filled in yet. */
  priority: number | null;
  /** By name; null: left out. */
  figures: Readonly<Record<string, number | null>>;
  points: readonly Point[];
  /** Over-excited: reactive power is given, not taken. */
  excitation: boolean;
  isDefault: boolean;
  /** ISO 8601 or ''. */
  startTime: string;
  /** Seconds; null: without end. */
  duration: number | null;
}

/** The form of a type, filled with something to begin with. */
export function startOf(type: ControlType): ControlForm {
  const shape = shapes[type];
  return {
    type,
    priority: 1,
    figures: shape.kind === 'figures' ? Object.fromEntries(shape.figures.map(({ name, start }) => [name, start])) : {},
    points: shape.kind === 'curve' ? shape.points.map(([x, y], key) => ({ key, x, y })) : [],
    excitation: false,
    isDefault: false,
    startTime: '',
    duration: null,
  };
}

/** Why it makes no control; null: it does. */
export function faultOf({ type, priority, figures: given, points }: ControlForm): 'missing' | 'noPoints' | 'sameX' | null {
  const shape = shapes[type];
  if (priority === null) return 'missing';
  if (shape.kind === 'figures')
    return shape.figures.some(({ name, isOptional }) => !isOptional && (given[name] ?? null) === null) ? 'missing' : null;
  if (points.length === 0) return 'noPoints';
  if (points.some(({ x, y }) => x === null || y === null)) return 'missing';
  return new Set(points.map(({ x }) => x)).size === points.length ? null : 'sameX';
}

/** As OCPP 2.1 writes the settings of the type, of a form without a fault. A control that holds by default has no time of its own. [2.1 R04.FR.03] */
export function settingsOf(form: ControlForm): { priority: number; [field: string]: unknown } {
  const shape = shapes[form.type];
  const priority = form.priority ?? 0;
  const isTimed = !form.isDefault && (shape.kind === 'curve' || shape.isTimed);
  const timing = {
    ...(isTimed && form.startTime !== '' && { startTime: form.startTime }),
    ...(isTimed && form.duration !== null && { duration: form.duration }),
  };
  if (shape.kind === 'curve') {
    const curveData = form.points.map(({ x, y }) => ({ x: x ?? 0, y: y ?? 0 })).sort((a, b) => a.x - b.x);
    return { priority, yUnit: shape.yUnit, curveData, ...timing };
  }
  const given = shape.figures.flatMap(({ name }) => {
    const value = form.figures[name] ?? null;
    return value === null ? [] : [[name, value] as const];
  });
  return {
    priority,
    ...Object.fromEntries(given),
    ...(shape.hasExcitation && { excitation: form.excitation }),
    ...(shape.yUnit !== undefined && { unit: shape.yUnit }),
    ...timing,
  };
}
