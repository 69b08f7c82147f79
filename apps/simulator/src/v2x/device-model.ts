import type { Version } from '@stationmaster/ocpp';
import { connectorTypeOf } from '../station/reserved.ts';
import type { Setting } from '../station/settings.ts';
import type { Evse } from '../station/state.ts';
import { commonVariables, type Row, variables21 } from './variables.ts';

const accesses = { R: 'ReadOnly', RW: 'ReadWrite', W: 'WriteOnly' } as const;
const afterReboot: ReadonlySet<string> = new Set(['NetworkConfigurationPriority', 'TimeSource']);

type Outlet = Pick<Evse, 'id' | 'kind' | 'maxW'>;

/** The device model as the station leaves the factory. What changes by itself is in `live-values.ts`. */
export function variables2x(version: Version, evses: readonly Outlet[]): Setting[] {
  const own = version === 'ocpp2.1' ? [...commonVariables, ...variables21] : commonVariables;
  const station = own.map((row) => settingOf(row, 0));
  return [...station, ...evses.flatMap((evse) => evseRows(version, evse).map((row) => settingOf(row, evse.id)))];
}

function evseRows(version: Version, { kind, maxW }: Outlet): Row[] {
  const phases = kind === 'AC' ? '3' : '0';
  return [
    ['EVSE', 'AllowReset', 'R', 'boolean', 'true'],
    ['EVSE', 'AvailabilityState', 'R', 'OptionList', 'Available'],
    ['EVSE', 'Available', 'R', 'boolean', 'true'],
    ['EVSE', 'Power', 'R', 'decimal', '0', { unit: 'W', max: maxW }],
    ['EVSE', 'Problem', 'R', 'boolean', 'false'],
    ['EVSE', 'SupplyPhases', 'R', 'integer', phases],
    ...(version === 'ocpp2.1' ? [['EVSE', 'ActiveTransactionId', 'R', 'string', ''] satisfies Row] : []),
    ['Connector', 'AvailabilityState', 'R', 'OptionList', 'Available'],
    ['Connector', 'Available', 'R', 'boolean', 'true'],
    ['Connector', 'ConnectorType', 'R', 'string', connectorTypeOf({ kind })],
    ['Connector', 'SupplyPhases', 'R', 'integer', phases],
    ['ConnectorPlugRetentionLock', 'Problem', 'R', 'boolean', 'false'],
    ['FiscalMetering', 'EnergyImportRegister', 'R', 'decimal', '0', { unit: 'Wh' }],
  ];
}

function settingOf([component, name, access, type, value, { unit = '', max, values = '' } = {}]: Row, evseId: number): Setting {
  const [variable = '', instance = ''] = name.split(':');
  return {
    component,
    variable,
    instance,
    evseId,
    value,
    access: accesses[access],
    type,
    unit,
    needsReboot: afterReboot.has(variable),
    max: max ?? (type === 'integer' ? 86_400 : null),
    values,
  };
}
