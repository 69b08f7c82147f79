import { ActionIcon, Menu } from '@mantine/core';
import { IconCpu, IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Firmware } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { fileSize } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { keys, type List } from '../../queries.ts';
import classes from './firmware.module.css';

interface Actions {
  onEdit: (firmware: Firmware) => void;
  onRoll: (firmware: Firmware) => void;
}

/** The versions there are. */
export function Library({ list, add, actions }: { list: List<Firmware>; add: ReactNode; actions: Actions | null }) {
  const { t } = useTranslation('firmware');
  const [removing, setRemoving] = useState<Firmware | null>(null);
  const columns = useColumns(actions, setRemoving);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('firmware:library')}</h2>
      <p className={`sm-quiet ${classes.note}`}>{t('firmware:libraryText')}</p>
      <DataTable<Firmware>
        id="firmware"
        label={t('firmware:library')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ vendor, model, version }) => [vendor, model, version].filter(Boolean).join(' ')}
        {...(actions ? { onOpen: actions.onEdit } : {})}
        empty={
          <EmptyState icon={<IconCpu size={24} stroke={1.6} />} title={t('firmware:none')} text={t('firmware:noneText')} action={add} />
        }
      />
      {removing && <Remove firmware={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function useColumns(actions: Actions | null, onRemove: (firmware: Firmware) => void): Column<Firmware>[] {
  const { t } = useTranslation('firmware');
  const locale = useLocale();
  const columns: Column<Firmware>[] = [
    {
      key: 'version',
      header: t('firmware:column.version'),
      fixed: true,
      sort: ({ version }) => version,
      cell: ({ version }) => <span style={{ fontWeight: 560 }}>{version}</span>,
    },
    {
      key: 'maker',
      header: t('firmware:column.maker'),
      sort: ({ vendor, model }) => `${vendor} ${model}`,
      cell: ({ vendor, model }) => `${vendor} ${model || t('firmware:allModels')}`,
    },
    {
      key: 'file',
      header: t('firmware:column.file'),
      cell: ({ file }) =>
        file === null ? (
          <ToneBadge tone="wait" shape="pause">
            {t('firmware:noFile')}
          </ToneBadge>
        ) : (
          <span title={file.sha256}>
            {file.name}, {fileSize(file.size, locale)}
          </span>
        ),
    },
    {
      key: 'signature',
      header: t('firmware:column.signature'),
      cell: (firmware) => <Signature firmware={firmware} />,
    },
    {
      key: 'stations',
      header: t('firmware:column.stations'),
      align: 'end',
      sort: ({ stations }) => stations,
      cell: ({ stations, fitting, vendor, reportedVersion }) => (
        <Link to="/stations" search={{ vendor, firmwareVersion: reportedVersion } as never} className="sm-link sm-num">
          {t('firmware:stationsOf', { count: stations, all: fitting })}
        </Link>
      ),
    },
    { key: 'notes', header: t('firmware:column.notes'), optional: true, cell: ({ notes }) => notes || '–' },
    {
      key: 'created',
      header: t('firmware:column.created'),
      optional: true,
      sort: ({ createdAt }) => Date.parse(createdAt),
      cell: ({ createdAt, createdBy }) => (
        <span>
          {createdBy}, <RelativeTime at={createdAt} />
        </span>
      ),
    },
  ];
  if (actions === null) return columns;
  return [
    ...columns,
    {
      key: 'actions',
      header: t('firmware:column.actions'),
      align: 'end',
      fixed: true,
      cell: (firmware) => (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon aria-label={t('firmware:more', { version: firmware.version })}>
              <IconDots size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {firmware.file && <Menu.Item onClick={() => actions.onRoll(firmware)}>{t('firmware:roll')}</Menu.Item>}
            <Menu.Item onClick={() => actions.onEdit(firmware)}>{t('common:edit')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => onRemove(firmware)}>
              {t('firmware:remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
}

function Signature({ firmware: { signature, signatureFits } }: { firmware: Firmware }) {
  const { t } = useTranslation('firmware');
  if (signature === null) return <span className="sm-quiet">{t('firmware:signature.none')}</span>;
  if (signatureFits === null) return <span className="sm-quiet">{t('firmware:signature.unknown')}</span>;
  return signatureFits ? (
    <ToneBadge tone="free" shape="check">
      {t('firmware:signature.fits')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="broken" shape="triangle">
      {t('firmware:signature.wrong')}
    </ToneBadge>
  );
}

function Remove({ firmware, onClose }: { firmware: Firmware; onClose: () => void }) {
  const { t } = useTranslation('firmware');
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteFirmware({ params: { firmwareId: firmware.id } }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: keys.firmware });
    },
  });
  return (
    <ConfirmDanger
      title={t('firmware:removeTitle', { version: firmware.version })}
      consequence={t('firmware:removeText')}
      action={t('firmware:remove')}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    />
  );
}
