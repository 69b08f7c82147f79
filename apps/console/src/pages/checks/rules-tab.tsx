import { NumberInput, SegmentedControl } from '@mantine/core';
import type { Answer, Routes } from '@stationmaster/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './checks.module.css';

type Rule = Answer<Routes['listQualityRules']>['items'][number];
const actions = ['bill', 'hold', 'drop'] as const;

/** What happens by itself, for each thing that can be found. */
export function RulesTab() {
  const { t } = useTranslation('checks');
  const { data, error, refetch } = useQuery({ queryKey: keys.qualityRules, queryFn: () => api.listQualityRules() });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <>
      <p className="sm-quiet" style={{ marginTop: 0 }}>
        {t('checks:rules.text')}
      </p>
      <ul className={`sm-panel ${classes.rules}`}>
        {data.items.map((rule) => (
          <RuleRow key={rule.kind} rule={rule} />
        ))}
      </ul>
    </>
  );
}

function RuleRow({ rule }: { rule: Rule }) {
  const { t } = useTranslation('checks');
  const administrator = useMay('administrator');
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { action: Rule['action']; limit?: number }) => api.setQualityRule({ body: { kind: rule.kind, ...body } }),
    onSuccess: () => {
      for (const key of [keys.qualityRules, ['checks']]) void cache.invalidateQueries({ queryKey: key });
    },
  });
  const name = t(`checks:finding.${rule.kind}.title`);
  const scale = rule.unit === 'W' ? 1000 : 1;
  const limit = rule.limit === null ? {} : { limit: rule.limit };
  return (
    <li>
      <div className={classes.ruleName}>
        <strong>{name}</strong>
        <span className="sm-quiet">{t(`checks:finding.${rule.kind}.when`)}</span>
        {rule.unit !== null && (
          <NumberInput
            size="xs"
            w={150}
            aria-label={t('checks:rules.limitOf', { name })}
            suffix={rule.unit === 'W' ? ' kW' : ' h'}
            min={rule.unit === 'W' ? 1 : 0.5}
            disabled={!administrator}
            defaultValue={(rule.limit ?? 0) / scale}
            onBlur={(event) => {
              const value = Number.parseFloat(event.currentTarget.value) * scale;
              if (value > 0 && value !== rule.limit) change.mutate({ action: rule.action, limit: value });
            }}
          />
        )}
        {change.error && <span role="alert">{change.error.message}</span>}
      </div>
      <SegmentedControl
        aria-label={t('checks:rules.actionOf', { name })}
        size="xs"
        disabled={!administrator || change.isPending}
        value={rule.action}
        onChange={(value) => change.mutate({ action: actions.find((one) => one === value) ?? rule.action, ...limit })}
        data={actions.map((value) => ({ value, label: t(`checks:action.${value}`) }))}
      />
    </li>
  );
}
