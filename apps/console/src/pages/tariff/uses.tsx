import { Button } from '@mantine/core';
import { tariffTargets } from '@stationmaster/domain';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff, type TariffAssignment } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { useActorNames } from './actors.ts';
import { AttachDialog } from './attach-dialog.tsx';
import classes from './tariff.module.css';

/** Where and for whom a tariff holds, in the order in which tariffs are asked. */
export function Uses({ tariff }: { tariff: Tariff }) {
  const { t } = useTranslation('tariff');
  const operator = useMay('operator');
  const [attaching, setAttaching] = useState(false);
  const [leaving, setLeaving] = useState<TariffAssignment | null>(null);
  const list = useList(keys.tariffUses({ tariffId: tariff.id }), (cursor) =>
    api.listTariffAssignments({ query: { tariffId: tariff.id, limit: 200, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useColumns(operator ? setLeaving : null);
  const add = operator && !tariff.archived && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAttaching(true)}>
      {t('tariff:uses.add')}
    </Button>
  );
  return (
    <>
      <ol className={classes.order} aria-label={t('tariff:uses.order')}>
        {tariffTargets.map((target) => (
          <li key={target}>{t(`tariff:uses.target.${target}`)}</li>
        ))}
      </ol>
      <p className={classes.hint}>{t('tariff:uses.orderText')}</p>
      <DataTable<TariffAssignment>
        id="tariff-uses"
        label={t('tariff:tab.uses')}
        columns={columns}
        list={{ ...list, items: list.items.toSorted((a, b) => tariffTargets.indexOf(a.target) - tariffTargets.indexOf(b.target)) }}
        rowKey={({ id }) => String(id)}
        rowName={({ targetName }) => targetName}
        tools={add}
        empty={
          <EmptyState
            icon={<IconMapPin size={24} stroke={1.6} />}
            title={t('tariff:uses.none')}
            text={t('tariff:uses.noneText')}
            action={add}
          />
        }
      />
      {attaching && <AttachDialog tariff={tariff} onClose={() => setAttaching(false)} />}
      {leaving && <Detach use={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function useColumns(onEnd: ((use: TariffAssignment) => void) | null): Column<TariffAssignment>[] {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const by = useActorNames();
  const moment = (at: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(at));
  return [
    {
      key: 'name',
      header: t('tariff:uses.where'),
      fixed: true,
      cell: ({ target, targetName }) => (target === 'tenant' ? t('tariff:uses.everywhere') : targetName),
    },
    {
      key: 'target',
      header: t('tariff:uses.kind'),
      sort: ({ target }) => tariffTargets.indexOf(target),
      cell: ({ target }) => t(`tariff:uses.target.${target}`),
    },
    {
      key: 'span',
      header: t('tariff:uses.span'),
      cell: ({ validFrom, validUntil }) =>
        validFrom === null && validUntil === null ? (
          <span className="sm-quiet">{t('tariff:uses.always')}</span>
        ) : (
          `${validFrom === null ? '…' : moment(validFrom)} – ${validUntil === null ? '…' : moment(validUntil)}`
        ),
    },
    { key: 'by', header: t('tariff:uses.by'), optional: true, cell: ({ createdBy }) => by(createdBy) },
    {
      key: 'end',
      header: t('tariff:uses.actions'),
      align: 'end',
      cell: (use) =>
        onEnd && (
          <Button size="compact-xs" variant="default" onClick={() => onEnd(use)}>
            {t('tariff:uses.end')}
          </Button>
        ),
    },
  ];
}

function Detach({ use, onClose }: { use: TariffAssignment; onClose: () => void }) {
  const { t } = useTranslation('tariff');
  const cache = useQueryClient();
  const name = use.target === 'tenant' ? t('tariff:uses.everywhere') : use.targetName;
  const end = useMutation({
    mutationFn: () => api.deleteTariffAssignment({ params: { assignmentId: use.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('tariff:uses.ended', { name }) });
      onClose();
      await Promise.all(
        ['tariffUses', 'tariffs', 'tariff', 'sites', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })),
      );
    },
  });
  return (
    <ConfirmDanger
      title={t('tariff:uses.endTitle', { tariff: use.tariffName, name })}
      consequence={t('tariff:uses.endText')}
      action={t('tariff:uses.end')}
      onConfirm={() => end.mutate()}
      onClose={onClose}
      busy={end.isPending}
      error={end.error}
    />
  );
}
