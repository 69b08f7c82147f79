import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';
import { clearMonitors } from './clear-variable-monitoring.ts';
import { factoryMonitors } from './monitors.ts';

/** All: the factory's own besides what there is; FactoryDefault: only the factory's; HardWiredOnly: what cannot be cleared. [P2 N03] */
export function setMonitoringBase(draft: Draft, { monitoringBase }: Asked<'SetMonitoringBase'>): Obeyed<Said<'SetMonitoringBase'>> {
  const after = (): void => {
    const { monitoring, evses } = draft.state;
    const factory = factoryMonitors(evses);
    const isGone = ({ origin }: (typeof factory)[number]): boolean =>
      monitoringBase === 'HardWiredOnly'
        ? origin !== 'HardWiredMonitor'
        : monitoringBase === 'FactoryDefault' && origin === 'CustomMonitor';
    clearMonitors(
      draft,
      monitoring.monitors.filter(isGone).map(({ id }) => id),
    );
    const kept = draft.state.monitoring.monitors;
    const back = factory.filter(({ id, origin }) => origin === 'PreconfiguredMonitor' && !kept.some((one) => one.id === id));
    const monitors = monitoringBase === 'HardWiredOnly' ? kept : [...kept, ...back];
    draft.state.monitoring = { ...draft.state.monitoring, base: monitoringBase, monitors };
  };
  return { answer: { status: 'Accepted' }, after };
}
