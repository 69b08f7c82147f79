import type { StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import { api, type Command, type Station } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys, useList } from '../../queries.ts';
import { commandLook, OutcomeText } from './command-outcome.tsx';
import { parametersInWords } from './parameters.ts';
import { SendMessage } from './send-message.tsx';
import classes from './station.module.css';
import { WaitingNote } from './waiting-note.tsx';

/** Everything this station was told to do, by whom, and what became of it. */
export function CommandsTab({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const list = useList(keys.commands(station.id), (cursor) =>
    api.listCommands({ params: { stationId: station.id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns: Column<Command>[] = [
    {
      key: 'verb',
      header: t('station:command'),
      fixed: true,
      cell: (command) => <span style={{ whiteSpace: 'nowrap' }}>{t(`station:verb.${command.verb}`)}</span>,
    },
    {
      key: 'status',
      header: t('station:result'),
      fixed: true,
      cell: (command) => (
        <div className={classes.became}>
          <Status command={command} />
          <WaitingNote command={command} />
        </div>
      ),
    },
    { key: 'what', header: t('station:what'), cell: (command) => <span className="sm-mono sm-quiet">{parametersInWords(command)}</span> },
    { key: 'by', header: t('station:by'), cell: (command) => command.requestedBy },
    { key: 'at', header: t('station:at'), align: 'end', cell: (command) => <RelativeTime at={command.requestedAt} /> },
  ];
  return (
    <>
      <SendMessage station={station} />
      <DataTable
        id="commands"
        label={t('station:tab.commands')}
        columns={columns}
        list={list}
        rowKey={(command) => String(command.id)}
        empty={<EmptyState title={t('station:noCommands')} text={t('station:noCommandsText')} />}
      />
    </>
  );
}

function Status({ command }: { command: Command }) {
  const look = commandLook(command.status);
  return (
    <ToneBadge tone={look.tone as StatusTone} shape={look.shape}>
      <OutcomeText command={command} />
    </ToneBadge>
  );
}
