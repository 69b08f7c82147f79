const curve = {
  priority: 1,
  yUnit: 'PctMaxVar',
  curveData: [
    { x: 95, y: 44 },
    { x: 99, y: 0 },
    { x: 101, y: 0 },
    { x: 105, y: -44 },
  ],
};
/** Something to begin with, in the shape that OCPP 2.1 wants for the type. */
const others: Readonly<Record<string, object>> = {
  EnterService: { priority: 1, highVoltage: 105, lowVoltage: 92, highFreq: 50.1, lowFreq: 49.5, delay: 300 },
  FixedPFAbsorb: { priority: 1, displacement: 0.95, excitation: false },
  FixedPFInject: { priority: 1, displacement: 0.95, excitation: false },
  FixedVar: { priority: 1, setpoint: 0, unit: 'PctMaxVar' },
  FreqDroop: { priority: 1, overFreq: 50.2, underFreq: 49.8, overDroop: 0.05, underDroop: 0.05, responseTime: 5 },
  Gradients: { priority: 1, gradient: 0.33, softGradient: 0.33 },
  LimitMaxDischarge: { priority: 1, pctMaxDischargePower: 60 },
  VoltWatt: {
    ...curve,
    yUnit: 'PctMaxW',
    curveData: [
      { x: 106, y: 100 },
      { x: 110, y: 0 },
    ],
  },
  FreqWatt: {
    ...curve,
    yUnit: 'PctMaxW',
    curveData: [
      { x: 50.2, y: 100 },
      { x: 51.5, y: 0 },
    ],
  },
};

export function settingsFor(controlType: string): object {
  return Object.hasOwn(others, controlType) ? (others[controlType] ?? curve) : curve;
}
