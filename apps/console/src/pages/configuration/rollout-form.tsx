import { Checkbox, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import classes from './configuration.module.css';
import { settingName } from './templates.tsx';

/** To which stations, how carefully; and what it would change, before anything is written. */
export function RolloutForm({ onClose, onStarted }: { onClose: () => void; onStarted: (id: number) => void }) {
  const { t } = useTranslation('configuration');
  const cache = useQueryClient();
  const [siteId, setSite] = useState<number | null>(null);
  const [numbers, setNumbers] = useState({ canary: 1, mayFail: 0, soakSeconds: 60, withinHours: 24 });
  const [restart, setRestart] = useState<'whenFree' | 'never'>('whenFree');
  const [onlyFree, setOnlyFree] = useState(true);
  const filter = siteId === null ? {} : { siteId };
  const preview = useQuery({
    queryKey: keys.configuration({ preview: filter }),
    queryFn: () => api.previewConfiguration({ body: { filter } }),
  });
  const start = useMutation({
    mutationFn: () => api.createConfigurationRollout({ body: { filter, rules: { ...numbers, restart, onlyFree } } }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['configuration'] });
      onStarted(id);
    },
  });
  const count = (field: keyof typeof numbers, [min, max]: [number, number]) => (
    <NumberInput
      label={t(`configuration:rules.${field}`)}
      min={min}
      max={max}
      allowDecimal={false}
      value={numbers[field]}
      onChange={(value) => typeof value === 'number' && setNumbers((before) => ({ ...before, [field]: value }))}
    />
  );
  const changed = preview.data?.items.length ?? 0;
  return (
    <FormDialog
      title={t('configuration:roll')}
      onClose={onClose}
      onSubmit={() => start.mutate()}
      sending={start}
      action={t('configuration:begin', { count: preview.data?.stations ?? 0 })}
      disabled={(preview.data?.stations ?? 0) === 0}
      size="lg"
    >
      <SiteSelect label={t('configuration:site')} placeholder={t('configuration:everySite')} value={siteId} onChange={setSite} />
      {preview.error && <ErrorNote error={preview.error} />}
      {preview.data && (
        <div className={classes.preview} role="status">
          <strong>{t('configuration:wouldChange', { count: changed, total: preview.data.stations })}</strong>
          {preview.data.impossible > 0 && <div>{t('configuration:impossible', { count: preview.data.impossible })}</div>}
          <ul>
            {preview.data.items.slice(0, 20).map(({ stationId, stationName, changes }) => (
              <li key={stationId}>
                {stationName || stationId}:{' '}
                {changes
                  .map((change) => `${settingName(change)} ${change.before ?? '?'} → ${change.wanted ?? t('configuration:secret')}`)
                  .join(', ')}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={classes.pair}>
        {count('canary', [1, 100])}
        {count('mayFail', [0, 1000])}
        {count('soakSeconds', [0, 86_400])}
        {count('withinHours', [1, 720])}
        <Select
          label={t('configuration:rules.restart')}
          data={(['whenFree', 'never'] as const).map((value) => ({ value, label: t(`configuration:rules.${value}`) }))}
          value={restart}
          onChange={(value) => value && setRestart(value as 'whenFree' | 'never')}
          allowDeselect={false}
        />
      </div>
      <Checkbox
        label={t('configuration:rules.onlyFree')}
        checked={onlyFree}
        onChange={(event) => setOnlyFree(event.currentTarget.checked)}
      />
      <p className="sm-quiet">{t('configuration:rollText')}</p>
    </FormDialog>
  );
}
