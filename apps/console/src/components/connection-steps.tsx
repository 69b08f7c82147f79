import { Button, Group, NativeSelect } from '@mantine/core';
import { fittingInstructions } from '@stationmaster/domain';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type ConnectionInstruction } from '../api.ts';
import { useMay } from '../me.ts';
import { keys } from '../queries.ts';
import classes from './connection-steps.module.css';
import { ErrorNote } from './error-note.tsx';
import { lazily } from './lazily.tsx';

const ConnectionForm = lazily(async () => (await import('./connection-form.tsx')).ConnectionForm);
const keyOf = ({ id, key }: ConnectionInstruction): string => (id === null ? (key ?? '') : String(id));

/** How the stations of a maker are told whom to call: those that fit, any other to choose, and the way to correct them. */
export function ConnectionSteps({ vendor, model }: { vendor: string | null; model: string | null }) {
  const { t, i18n } = useTranslation('install');
  const operator = useMay('operator');
  const [chosen, choose] = useState('');
  const [editing, edit] = useState<ConnectionInstruction | 'new' | null>(null);
  const { data, error } = useQuery({ queryKey: keys.instructions, queryFn: () => api.listConnectionInstructions() });
  if (error) return <ErrorNote error={error} />;
  const items = data?.items ?? [];
  const shown = items.find((one) => keyOf(one) === chosen) ?? fittingInstructions(items, { vendor, model });
  if (shown === undefined) return null;
  const { en, de } = shown.steps;
  const [first, second] = i18n.language.startsWith('de') ? [de, en] : [en, de];
  const steps = first.length > 0 ? first : second;
  return (
    <>
      <NativeSelect
        className={classes.choice ?? ''}
        label={t('install:maker')}
        value={keyOf(shown)}
        onChange={(event) => choose(event.currentTarget.value)}
        data={items.map((one) => ({ value: keyOf(one), label: one.name || t('install:steps.anyMaker') }))}
      />
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {operator && (
        <Group gap="xs" className={classes.buttons ?? ''}>
          {shown.own && <span className="sm-quiet">{t('install:steps.own')}</span>}
          <Button size="compact-sm" variant="subtle" onClick={() => edit(shown)}>
            {t('install:steps.change')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => edit('new')}>
            {t('install:steps.add')}
          </Button>
        </Group>
      )}
      {editing && (
        <ConnectionForm
          instruction={editing === 'new' ? null : editing}
          station={{ vendor, model }}
          onDone={(one) => choose(one === null ? '' : keyOf(one))}
          onClose={() => edit(null)}
        />
      )}
    </>
  );
}
