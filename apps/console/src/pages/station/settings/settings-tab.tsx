import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station, type Variable } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { FilterBar, SearchField } from '../../../components/filter-bar.tsx';
import { lazily } from '../../../components/lazily.tsx';
import { PageSkeleton } from '../../../components/page-skeleton.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import { useUrlState } from '../../../url.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import { useLater } from '../later.tsx';
import { useCommand } from '../use-command.ts';
import { useMeanings } from './meanings.ts';
import { NetworkProfiles } from './network-profiles.tsx';
import { ReadMenu } from './read-menu.tsx';
import { SettingRow } from './setting-row.tsx';
import classes from './settings.module.css';
import { addressOf, type Group, groupsOf, isOffTarget, isWanted } from './settings.ts';

const EditSetting = lazily(async () => (await import('./edit-setting.tsx')).EditSetting);
const MonitorDialog = lazily(async () => (await import('../monitoring/monitor-dialog.tsx')).MonitorDialog);

/** Everything the station can do and how it is set: keys of 1.6 and the device model of 2.x alike. */
export function SettingsTab({ station }: { station: Station }) {
  const { t } = useTranslation('settings');
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const later = useLater(station, command);
  const meanings = useMeanings();
  const [url, setUrl] = useUrlState('text', 'group', 'show');
  const [editing, setEditing] = useState<Variable | null>(null);
  const [watching, setWatching] = useState<Variable | null>(null);
  const query = useQuery({ queryKey: keys.variables(station.id), queryFn: () => api.listVariables({ params: { stationId: station.id } }) });
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  const all = query.data.items;
  const meaningOf = (variable: Variable) => (variable.meaning === null ? undefined : meanings.meaning[variable.meaning]);
  const found = all.filter((variable) => isWanted(variable, url, meaningOf(variable) ?? ''));
  const nameOf = (group: Group) => (group.topic === null ? group.component : (meanings.topic[group.topic] ?? group.topic));
  const usable = operator && !command.waiting;
  const toolsOf = (variable: Variable) => ({
    edit: () => setEditing(variable),
    read: () => later.send({ verb: 'readConfiguration', variables: [addressOf(variable), ...targetOf(variable)] }),
    watch: variable.supportsMonitoring === true ? () => setWatching(variable) : null,
  });
  const filtered = url.text !== '' || url.group !== '' || url.show !== '';
  const read = operator && <ReadMenu station={station} waiting={command.waiting} send={later.send} />;
  return (
    <>
      <FilterBar active={filtered} onClear={() => setUrl({ text: '', group: '', show: '' })}>
        <SearchField value={url.text} onChange={(text) => setUrl({ text })} label={t('settings:search')} />
        <Select
          aria-label={t('settings:part')}
          placeholder={t('settings:part')}
          value={url.group || null}
          onChange={(group) => setUrl({ group: group ?? '' })}
          data={groupsOf(all).map((group) => ({ value: group.key, label: `${nameOf(group)} · ${group.variables.length}` }))}
          searchable
          clearable
        />
        <SegmentedControl
          aria-label={t('settings:show')}
          value={url.show}
          onChange={(show) => setUrl({ show })}
          data={[
            { value: '', label: t('settings:showAll') },
            { value: 'writable', label: t('settings:showWritable') },
            ...(all.some(isOffTarget) ? [{ value: 'target', label: t('settings:showTarget') }] : []),
          ]}
        />
        {read}
      </FilterBar>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      {!filtered && <NetworkProfiles station={station} variables={all} command={command} />}
      {found.length === 0 ? (
        <div className="sm-panel">
          <EmptyState
            title={t(all.length > 0 ? 'settings:noneFound' : 'settings:notRead')}
            {...(all.length > 0 ? {} : { text: t('settings:notReadText'), action: read })}
          />
        </div>
      ) : (
        <p className="sm-quiet" style={{ margin: '10px 0 0', fontSize: 13 }} role="status">
          {t('settings:shown', { count: found.length, all: all.length })}
        </p>
      )}
      {groupsOf(found).map((group) => (
        <section key={group.key} className={`sm-panel ${classes.group}`} aria-label={nameOf(group)}>
          <div className={classes.groupHead}>
            <h2 className={classes.groupName}>{nameOf(group)}</h2>
            <span className="sm-quiet sm-num">{group.variables.length}</span>
          </div>
          <ul className={classes.rows}>
            {group.variables.map((variable) => (
              <SettingRow
                key={`${variable.variable}/${variable.variableInstance}`}
                variable={variable}
                meaning={meaningOf(variable)}
                {...(usable ? { tools: toolsOf(variable) } : {})}
              />
            ))}
          </ul>
        </section>
      ))}
      {later.question}
      {editing && (
        <EditSetting
          variable={editing}
          meaning={meaningOf(editing)}
          onClose={() => setEditing(null)}
          onSave={(value, attribute) => {
            later.send({ verb: 'writeConfiguration', variables: [{ ...addressOf(editing), attribute, value }] });
            setEditing(null);
          }}
        />
      )}
      {watching && (
        <MonitorDialog
          station={station}
          variables={[watching]}
          onClose={() => setWatching(null)}
          onSet={(monitor) => {
            later.send({ verb: 'setVariableMonitoring', monitors: [monitor] });
            setWatching(null);
          }}
        />
      )}
    </>
  );
}

/** Where it has a target, that is read as well. */
function targetOf(variable: Variable) {
  return variable.target === null ? [] : [{ ...addressOf(variable), attribute: 'Target' as const }];
}
