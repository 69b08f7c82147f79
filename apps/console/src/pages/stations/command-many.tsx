import { Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { keys } from '../../queries.ts';
import { waits } from '../station/waits.ts';
import { isComplete, type KindName, kindNames, kindOf, type OrderForm, type StationFilters } from './bulk-order.ts';
import { NarrowingFields } from './narrowing-fields.tsx';
import { OrderFields } from './order-fields.tsx';
import classes from './stations.module.css';
import { useTargets } from './use-targets.ts';

interface Props {
  filters: StationFilters;
  /** Stations chosen one by one; empty: all that the filters find. */
  chosen: readonly string[];
  /** Stations already on the screen. */
  known: readonly Station[];
  onClose: () => void;
}
const blank: OrderForm = { message: 'Heartbeat', component: '', variable: '', value: '', location: '' };

/** One command for many stations: for whom, which, and a sentence that says what will happen. Ends on the page of its results. */
export function CommandMany({ filters, chosen, known, onClose }: Props) {
  const { t } = useTranslation('commands');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [narrowing, setNarrowing] = useState({ vendor: '', model: '', firmwareVersion: '', protocol: '' });
  const { filter, found, isSettled, error } = useTargets(filters, chosen, narrowing);
  const [kind, setKind] = useState<KindName | null>(null);
  const [form, setForm] = useState(blank);
  const [wait, setWait] = useState('0');
  const [typed, setTyped] = useState('');
  const create = useMutation({
    mutationFn: (order: { name: KindName; filter: NonNullable<typeof filter> }) =>
      api.createBulkCommand({
        body: { filter: order.filter, request: kindOf(order.name).request(form), ...(wait === '0' ? {} : { waitSeconds: Number(wait) }) },
      }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: keys.bulks });
      await navigate({ to: '/bulk/$bulkId', params: { bulkId: String(id) } });
    },
  });
  const total = found?.total ?? 0;
  const isDangerous = kind !== null && kindOf(kind).isDangerous;
  const isReady = kind !== null && total > 0 && isSettled && isComplete(kind, form) && (!isDangerous || typed.trim() === String(total));
  const submit = () => {
    if (isReady && filter) create.mutate({ name: kind, filter });
  };
  return (
    <FormDialog
      title={t('commands:dialog.title')}
      onClose={onClose}
      onSubmit={submit}
      sending={create}
      action={t('commands:dialog.send', { count: total })}
      disabled={!isReady}
      danger={isDangerous}
      size="lg"
    >
      <div>
        <Found found={found} />
        <details className={classes.only}>
          <summary>{t('commands:dialog.only')}</summary>
          <NarrowingFields value={narrowing} onChange={setNarrowing} known={known} />
        </details>
      </div>
      <Select
        label={t('commands:dialog.what')}
        value={kind}
        onChange={(value) => {
          setKind(kindNames.find((name) => name === value) ?? null);
          setTyped('');
        }}
        data={kindNames.map((value) => ({ value, label: t(`commands:kind.${value}`) }))}
        allowDeselect={false}
        data-autofocus
      />
      {kind && <OrderFields kind={kind} form={form} onChange={(change) => setForm((before) => ({ ...before, ...change }))} />}
      <Select
        label={t('commands:dialog.away')}
        value={wait}
        onChange={(value) => setWait(value ?? '0')}
        data={['0', ...waits].map((value) => ({ value, label: t(`commands:wait.${value}`) }))}
        allowDeselect={false}
      />
      {kind && found && total > 0 && (
        <p className={classes.sentence} role="status">
          {t(`commands:does.${kind}`, { count: total })}
          {found.connected < total &&
            ` ${t(wait === '0' ? 'commands:leaves.out' : 'commands:leaves.waits', { count: total - found.connected })}`}
          {kindOf(kind).interrupts && <strong>{` ${t('commands:interrupted', { count: found.charging })}`}</strong>}
        </p>
      )}
      {isDangerous && total > 0 && (
        <TextInput
          label={t('commands:dialog.typed', { count: total })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
      {(create.error ?? error) && <ErrorNote error={create.error ?? error} />}
    </FormDialog>
  );
}

function Found({ found }: { found: { total: number; connected: number; sample: string[] } | undefined }) {
  const { t } = useTranslation('commands');
  if (!found) return <p className={classes.found}>{t('commands:dialog.finding')}</p>;
  const { total, connected, sample } = found;
  if (total === 0) return <p className={classes.found}>{t('commands:dialog.nobody')}</p>;
  return (
    <>
      <p className={classes.found}>{t('commands:dialog.found', { count: total, connected })}</p>
      <p className={`sm-mono sm-quiet ${classes.sample}`}>
        {sample.join(', ')}
        {total > sample.length && ` ${t('commands:dialog.andMore', { count: total - sample.length })}`}
      </p>
    </>
  );
}
