import { Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { currentMoment } from '../../now.ts';
import { keys } from '../../queries.ts';
import type { TariffBody } from '../tariff/fields.ts';
import { dayAfter } from '../tariff/typed.ts';
import { StationsChoice } from './stations-choice.tsx';

/** A price that is being written. */
export interface Draft {
  body: TariffBody;
  /** The saved price it changes; null: a new one. */
  tariffId: number | null;
  /** A plan comes with it, which a trial leaves out. */
  hasPlan: boolean;
}
interface Props {
  /** Left out: one of the saved prices is chosen here. */
  draft?: Draft;
  onClose: () => void;
  onStarted: (id: number) => void;
}

/** Which price, on which past sessions. */
export function TrialForm({ draft, onClose, onStarted }: Props) {
  const { t } = useTranslation('market');
  const cache = useQueryClient();
  const tariffs = useQuery({
    queryKey: keys.tariffs({ choice: true }),
    queryFn: () => api.listTariffs({ query: { limit: 500 } }),
  }).data?.items.filter(({ archived }) => !archived);
  const [fields, setFields] = useState(() => {
    const today = new Date(currentMoment()).toISOString().slice(0, 10);
    return {
      tariffId: null as string | null,
      from: dayAfter(today, -90),
      until: today,
      siteId: null as number | null,
      stationIds: [] as string[],
      // Whoever changes a price asks what the change would have done to those who paid it.
      ofTariff: draft?.tariffId ? String(draft.tariffId) : null,
    };
  });
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const saved = tariffs?.find(({ id }) => String(id) === fields.tariffId);
  const chosen = draft?.body ?? (saved && bodyOf(saved));
  const start = useMutation({
    mutationFn: (tariff: TariffBody) =>
      api.createSimulation({
        body: {
          tariff: { ...tariff, name: tariff.name || t('market:trial.unnamed') },
          from: new Date(`${fields.from}T00:00`).toISOString(),
          // The last day is meant whole.
          until: new Date(`${dayAfter(fields.until, 1)}T00:00`).toISOString(),
          stationIds: fields.stationIds,
          ...(fields.siteId !== null && { siteId: fields.siteId }),
          ...(fields.ofTariff !== null && { tariffId: Number(fields.ofTariff) }),
        },
      }),
    onSuccess: async ({ id }) => {
      onStarted(id);
      await cache.invalidateQueries({ queryKey: ['simulations'] });
    },
  });
  const names = (tariffs ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FormDialog
      title={t(draft ? 'market:trial.draft' : 'market:trial.add')}
      size="lg"
      onClose={onClose}
      onSubmit={() => chosen && start.mutate(chosen)}
      sending={start}
      action={t('market:trial.start')}
      disabled={!chosen}
    >
      {draft ? (
        <p className="sm-quiet" style={{ margin: 0 }}>
          {t('market:trial.draftText')} {draft.hasPlan && t('market:trial.withoutPlan')}
        </p>
      ) : (
        <Select
          label={t('market:trial.which')}
          description={t('market:trial.whichHint')}
          value={fields.tariffId}
          onChange={(tariffId) => set({ tariffId })}
          data={names}
          searchable
          required
          data-autofocus
        />
      )}
      <Group grow>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`market:trial.${end}`)}
            value={fields[end]}
            onChange={(event) => set({ [end]: event.currentTarget.value })}
            required
          />
        ))}
      </Group>
      <SiteSelect
        label={t('market:trial.site')}
        placeholder={t('market:trial.allSites')}
        value={fields.siteId}
        onChange={(siteId) => set({ siteId, stationIds: [] })}
      />
      <StationsChoice siteId={fields.siteId} value={fields.stationIds} onChange={(stationIds) => set({ stationIds })} />
      <Select
        label={t('market:trial.ofTariff')}
        placeholder={t('market:trial.anyTariff')}
        value={fields.ofTariff}
        onChange={(ofTariff) => set({ ofTariff })}
        data={names}
        searchable
        clearable
      />
    </FormDialog>
  );
}

/** The tariff alone, without what the list says about it. */
function bodyOf({
  id: _,
  version: __,
  versionId: ___,
  archived: ____,
  usedBy: _____,
  createdAt: ______,
  updatedAt: _______,
  ...body
}: Tariff): TariffBody {
  return body;
}
