import { ActionIcon, Button, Select } from '@mantine/core';
import { monitoringBases } from '@stationmaster/contract';
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station, type Variable } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { lazily } from '../../../components/lazily.tsx';
import { PageSkeleton } from '../../../components/page-skeleton.tsx';
import { Severity, severities } from '../../../components/severity.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { type CommandSender, useCommand } from '../use-command.ts';
import classes from './monitoring.module.css';
import { isNumber, type Monitor, monitorsOf, nameOf, unitOf } from './monitors.ts';
import { Streams } from './streams.tsx';

const MonitorDialog = lazily(async () => (await import('./monitor-dialog.tsx')).MonitorDialog);

/** What the station watches by itself, from which severity it tells, and the values it streams. 2.x only. */
export function MonitoringTab({ station }: { station: Station }) {
  const { t } = useTranslation('monitoring');
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const [adding, setAdding] = useState(false);
  const records = useQuery({
    queryKey: keys.records(station.id, 'variableMonitor'),
    queryFn: () => api.listStationRecords({ params: { stationId: station.id }, query: { kind: 'variableMonitor' } }),
  });
  const settings = useQuery({
    queryKey: keys.variables(station.id),
    queryFn: () => api.listVariables({ params: { stationId: station.id } }),
  });
  if (records.error) return <ErrorNote error={records.error} retry={() => void records.refetch()} />;
  if (!records.data || !settings.data) return <PageSkeleton />;
  const variables = settings.data.items;
  const monitors = monitorsOf(records.data.items);
  const usable = operator && station.connected && !command.waiting;
  return (
    <div className={shared.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <Level variables={variables} usable={usable} command={command} />
      <section className={`sm-panel ${shared.box}`} aria-label={t('monitoring:title')}>
        <div className={shared.boxHead}>
          <h2 className={shared.heading}>{t('monitoring:title')}</h2>
          {operator && (
            <span className={shared.buttons}>
              <Button
                variant="default"
                disabled={!usable}
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => command.send({ verb: 'getMonitoringReport' })}
              >
                {t('monitoring:read')}
              </Button>
              <Button variant="default" disabled={!usable} onClick={() => setAdding(true)}>
                {t('monitoring:add')}
              </Button>
            </span>
          )}
        </div>
        {monitors.length === 0 ? (
          <EmptyState title={t('monitoring:none')} text={t('monitoring:noneText')} />
        ) : (
          <ul className={classes.rows}>
            {monitors.map((monitor) => (
              <MonitorRow
                key={monitor.id}
                monitor={monitor}
                unit={unitOf(monitor, variables)}
                isNumber={isNumber(monitor, variables)}
                {...(usable ? { onClear: () => command.send({ verb: 'clearVariableMonitoring', ids: [monitor.id] }) } : {})}
              />
            ))}
          </ul>
        )}
      </section>
      {station.protocol === 'ocpp2.1' && (
        <Streams station={station} monitors={monitors} variables={variables} command={command} usable={usable} />
      )}
      {adding && (
        <MonitorDialog
          station={station}
          variables={watchable(variables)}
          onClose={() => setAdding(false)}
          onSet={(monitor) => {
            command.send({ verb: 'setVariableMonitoring', monitors: [monitor] });
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

/** What the station says can be watched; where it says nothing of the kind, everything it has. */
function watchable(variables: readonly Variable[]): Variable[] {
  const said = variables.filter(({ supportsMonitoring }) => supportsMonitoring === true);
  return said.length > 0 ? said : [...variables];
}

function MonitorRow({ monitor, unit, isNumber, onClear }: { monitor: Monitor; unit: string; isNumber: boolean; onClear?: () => void }) {
  const { t } = useTranslation('monitoring');
  const { type, value, severity, transaction, origin } = monitor;
  // N04: of what is no number every change counts.
  const isAnyChange = type === 'Delta' && !isNumber;
  // What is wired into a station stays there. (2.x N06)
  const isFixed = origin === 'HardWiredMonitor' || origin === 'HardWiredNotification';
  return (
    <li className={classes.row}>
      <Severity severity={severity} />
      <span className={classes.what}>
        <span className="sm-mono">{nameOf(monitor)}</span>
        <span className="sm-quiet">
          {t(`monitoring:tells.${isAnyChange ? 'anyChange' : type}`, { value: `${value}${unit ? ` ${unit}` : ''}` })}
          {transaction && ` ${t('monitoring:whileCharging')}`}
        </span>
      </span>
      <span className="sm-quiet">{origin === null ? t('monitoring:number', { id: monitor.id }) : t(`monitoring:origin.${origin}`)}</span>
      {onClear && !isFixed ? (
        <ActionIcon aria-label={t('monitoring:clear', { name: nameOf(monitor) })} onClick={onClear}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </li>
  );
}

/** Which monitors are in force, and from which severity on the station tells. */
function Level({ variables, usable, command }: { variables: readonly Variable[]; usable: boolean; command: CommandSender }) {
  const { t } = useTranslation('monitoring');
  const active = (name: string) =>
    variables.find((one) => one.component === 'MonitoringCtrlr' && (one.variable === `Active${name}` || one.variable === name))?.value ??
    null;
  const base = monitoringBases.find((one) => one.toLowerCase() === active('MonitoringBase')?.toLowerCase()) ?? null;
  return (
    <section className={`sm-panel ${shared.box} ${classes.level}`} aria-label={t('monitoring:levelTitle')}>
      <Select
        label={t('monitoring:level')}
        placeholder={t('monitoring:unknown')}
        value={active('MonitoringLevel')}
        onChange={(value) => value !== null && command.send({ verb: 'setMonitoringLevel', severity: Number(value) })}
        data={severities.map((value) => ({ value, label: `${value} · ${t(`events:severity.${value}`)}` }))}
        disabled={!usable}
        allowDeselect={false}
      />
      <Select
        label={t('monitoring:base')}
        placeholder={t('monitoring:unknown')}
        value={base}
        onChange={(value) => {
          const chosen = monitoringBases.find((one) => one === value);
          if (chosen) command.send({ verb: 'setMonitoringBase', base: chosen });
        }}
        data={monitoringBases.map((value) => ({ value, label: t(`monitoring:bases.${value}`) }))}
        disabled={!usable}
        allowDeselect={false}
      />
    </section>
  );
}
