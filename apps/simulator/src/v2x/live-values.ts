import { type Draft, stationClock } from '../station/draft.ts';
import { iso } from '../station/face.ts';
import { shownWh } from '../station/meter.ts';
import { powerNow } from '../station/power.ts';
import type { Setting } from '../station/settings.ts';
import type { Evse, StationState } from '../station/state.ts';
import { reportedWord } from '../station/status.ts';

type Live<T> = Readonly<Record<string, (subject: T, draft: Pick<Draft, 'state' | 'at'>) => string | number | boolean>>;

const ofStation: Live<StationState> = {
  'ChargingStation.AvailabilityState': stationState,
  'ChargingStation.Model': ({ model }) => model,
  'ChargingStation.VendorName': ({ vendor }) => vendor,
  'ChargingStation.ActiveTransactionId': ({ evses }) => evses.flatMap(({ session }) => session?.id ?? []).join(','),
  'ClockCtrlr.DateTime': (_state, draft) => iso(stationClock(draft)),
  'DisplayMessageCtrlr.DisplayMessages': ({ displays }) => displays.length,
  'LocalAuthListCtrlr.Entries': ({ localList }) => localList.cards.size,
  'MonitoringCtrlr.ActiveMonitoringBase': ({ monitoring }) => monitoring.base,
  'MonitoringCtrlr.ActiveMonitoringLevel': ({ monitoring }) => monitoring.level,
  'OCPPCommCtrlr.ActiveNetworkProfile': ({ network }) => network.activeSlot,
  'SecurityCtrlr.CertificateEntries': ({ roots }) => roots.length,
  'SecurityCtrlr.Identity': ({ id }) => id,
  'SmartChargingCtrlr.Entries': ({ profiles }) => profiles.length,
};

const ofEvse: Live<Evse> = {
  'EVSE.ActiveTransactionId': ({ session }) => session?.id ?? '',
  'EVSE.AvailabilityState': ({ status }, { state }) => reportedWord(state.version, status),
  'EVSE.Power': (evse) => Math.round(powerNow(evse)),
  'EVSE.Problem': ({ errorCode }) => errorCode !== null,
  'Connector.AvailabilityState': ({ status }, { state }) => reportedWord(state.version, status),
  'ConnectorPlugRetentionLock.Problem': ({ errorCode }) => errorCode === 'ConnectorLockFailure',
  'FiscalMetering.EnergyImportRegister': (evse) => shownWh(evse),
};

/** What a variable is now: as configured, or as the station finds it. */
export function currentValue(draft: Pick<Draft, 'state' | 'at'>, { component, variable, evseId, value }: Setting): string {
  const name = `${component}.${variable}`;
  if (evseId === 0) return String(ofStation[name]?.(draft.state, draft) ?? value);
  const evse = draft.state.evses.find(({ id }) => id === evseId);
  return String(evse === undefined ? value : (ofEvse[name]?.(evse, draft) ?? value));
}

/** Available as long as one EVSE is. */
function stationState({ version, evses }: StationState): string {
  const words = evses.map(({ status }) => reportedWord(version, status));
  return words.find((word) => word === 'Available') ?? words[0] ?? 'Available';
}
