import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station, type Variable } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { CommandOutcome } from './command-outcome.tsx';
import { EditVariable } from './edit-variable.tsx';
import { useLater } from './later.tsx';
import { useCommand } from './use-command.ts';
import { variableName } from './variable-name.ts';

/** The station's own settings as it last told them: 1.6 keys and 2.x variables alike. */
export function ConfigurationTab({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const later = useLater(station, command);
  const [url, setUrl] = useUrlState('text');
  const [editing, setEditing] = useState<Variable | null>(null);
  const query = useQuery({ queryKey: keys.variables(station.id), queryFn: () => api.listVariables({ params: { stationId: station.id } }) });
  const wanted = url.text.toLowerCase();
  const items = (query.data?.items ?? []).filter((variable) =>
    `${variableName(variable)} ${variable.value ?? ''}`.toLowerCase().includes(wanted),
  );
  const list = {
    items,
    loading: query.isPending,
    error: query.error,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    refetch: () => void query.refetch(),
  };
  const read = (
    <Button
      variant="default"
      disabled={command.waiting}
      loading={command.waiting}
      leftSection={<IconRefresh size={16} aria-hidden />}
      onClick={() => later.send({ verb: 'readConfiguration', variables: [] })}
    >
      {t('station:readAgain')}
    </Button>
  );
  const canEdit = (variable: Variable) => operator && variable.mutability !== 'ReadOnly';
  const columns: Column<Variable>[] = [
    {
      key: 'name',
      header: t('station:setting'),
      fixed: true,
      sort: variableName,
      cell: (variable) => (
        <span className="sm-mono" style={{ overflowWrap: 'anywhere' }}>
          {variableName(variable)}
        </span>
      ),
    },
    {
      key: 'value',
      header: t('station:value'),
      fixed: true,
      sort: (variable) => variable.value,
      cell: (variable) => <Value variable={variable} />,
    },
    {
      key: 'read',
      header: t('station:readAt'),
      sort: (variable) => Date.parse(variable.updatedAt),
      cell: (variable) => <RelativeTime at={variable.updatedAt} />,
    },
    {
      key: 'edit',
      header: '',
      fixed: true,
      align: 'end',
      width: '56px',
      cell: (variable) =>
        canEdit(variable) ? (
          <ActionIcon aria-label={t('station:change', { name: variableName(variable) })} onClick={() => setEditing(variable)}>
            <IconPencil size={17} aria-hidden />
          </ActionIcon>
        ) : null,
    },
  ];
  return (
    <>
      <FilterBar active={url.text !== ''} onClear={() => setUrl({ text: '' })}>
        <SearchField value={url.text} onChange={(text) => setUrl({ text })} label={t('station:searchSettings')} />
        {operator && read}
      </FilterBar>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <DataTable
        id="configuration"
        label={t('station:tab.configuration')}
        columns={columns}
        list={list}
        rowKey={(variable) => `${variable.evseId}/${variable.connectorId}/${variableName(variable)}`}
        empty={
          <EmptyState
            title={t(wanted ? 'station:noSetting' : 'station:notRead')}
            {...(wanted ? {} : { text: t('station:notReadText'), action: operator && read })}
          />
        }
      />
      {later.question}
      {editing && (
        <EditVariable
          variable={editing}
          onClose={() => setEditing(null)}
          onSave={(value) => {
            later.send({ verb: 'writeConfiguration', variables: [{ ...addressOf(editing), value }] });
            setEditing(null);
          }}
        />
      )}
    </>
  );
}

function Value({ variable }: { variable: Variable }) {
  const { t } = useTranslation('station');
  if (variable.mutability === 'WriteOnly') return <span className="sm-quiet">{t('station:secret')}</span>;
  return (
    <span className="sm-mono" style={{ overflowWrap: 'anywhere' }}>
      {variable.value === null || variable.value === '' ? <span className="sm-quiet">{t('station:blank')}</span> : variable.value}
    </span>
  );
}

/** How the station is asked for it: only what it named itself. */
function addressOf(variable: Variable) {
  return {
    component: variable.component,
    variable: variable.variable,
    ...(variable.instance ? { instance: variable.instance } : {}),
    ...(variable.variableInstance ? { variableInstance: variable.variableInstance } : {}),
    ...(variable.evseId > 0 ? { evseId: variable.evseId } : {}),
    ...(variable.connectorId > 0 ? { connectorId: variable.connectorId } : {}),
  };
}
