import { type Limit, type Limits, limited } from './encoded.ts';

/** A variable of the station that limits a message: DeviceDataCtrlr.ItemsPerMessage[GetVariables], GetConfigurationMaxKeys … */
export interface ToldLimit {
  component: string;
  variable: string;
  instance: string;
  value: number;
}

const none: Limit = { items: null, bytes: null };
export const unlimited: Limits = {
  GetVariables: none,
  SetVariables: none,
  GetReport: none,
  SetVariableMonitoring: none,
  ClearVariableMonitoring: none,
};

/** What the station takes in one message, by message. [P2 appendix 3.1: DeviceDataCtrlr, MonitoringCtrlr; 16 §9.1.9] */
export function limitsOf(told: readonly ToldLimit[]): Limits {
  return Object.fromEntries(
    limited.map((message) => [message, { items: least(told, 'ItemsPerMessage', message), bytes: least(told, 'BytesPerMessage', message) }]),
  ) as Limits;
}

function least(told: readonly ToldLimit[], variable: string, message: (typeof limited)[number]): number | null {
  const values = told.filter((one) => one.value > 0 && concerns(one, variable, message)).map(({ value }) => value);
  return values.length === 0 ? null : Math.min(...values);
}

function concerns({ component, variable, instance }: ToldLimit, wanted: string, message: string): boolean {
  if (component === '') return variable === 'GetConfigurationMaxKeys' && wanted === 'ItemsPerMessage' && message === 'GetVariables';
  // 2.0 had the message in the name of the variable; some stations name no message and mean all of the component.
  if (variable === wanted + message) return true;
  if (variable !== wanted) return false;
  return (
    instance === message || (instance === '' && component === (message.includes('Monitoring') ? 'MonitoringCtrlr' : 'DeviceDataCtrlr'))
  );
}
