import { Button, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AlertRule, api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { asList } from './as-list.ts';
import { AlertBadge, useAlertWords } from './look.tsx';
import { RuleForm } from './rule-form.tsx';

/** What is watched for, each as a sentence. */
export function RulesTab() {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const words = useAlertWords();
  const [url, setUrl] = useUrlState('edit', 'add');
  const query = useQuery({ queryKey: keys.alertRules, queryFn: () => api.listAlertRules() });
  const list = asList(query);
  const turn = useMutation({
    mutationFn: ({ rule, enabled }: { rule: AlertRule; enabled: boolean }) => {
      const { id, builtin: _, openItems: __, ...fields } = rule;
      return api.updateAlertRule({ params: { ruleId: id }, body: { ...fields, enabled } });
    },
    onSuccess: () => Promise.all(['alertRules', 'alerts'].map((kind) => cache.invalidateQueries({ queryKey: [kind] }))),
  });
  const scopeOf = ({ scope }: AlertRule): string => {
    const parts = [
      ...(scope.siteIds?.length ? [t('alerts:rule.onlySites', { count: scope.siteIds.length })] : []),
      ...(scope.stationIds?.length ? [t('alerts:rule.onlyStations', { count: scope.stationIds.length })] : []),
    ];
    return parts.length === 0 ? t('alerts:rule.everything') : parts.join(', ');
  };
  const columns: Column<AlertRule>[] = [
    {
      key: 'name',
      header: t('alerts:rule.kind'),
      fixed: true,
      cell: (rule) => (
        <>
          <span style={{ fontWeight: 560 }}>{words.what(rule)}</span>
          <br />
          <span className="sm-quiet" style={{ fontWeight: 400 }}>
            {t(`alerts:rule.sentence.${rule.kind}`, { ...rule.parameters })}
          </span>
        </>
      ),
    },
    {
      key: 'severity',
      header: t('alerts:rule.severity'),
      cell: ({ severity }) => <AlertBadge alert={{ severity, endedAt: null, openItems: 1 }} />,
    },
    { key: 'scope', header: t('alerts:rule.scope'), cell: scopeOf },
    {
      key: 'told',
      header: t('alerts:rule.told'),
      cell: ({ steps }) => (steps.length === 0 ? t('alerts:rule.toldStandard') : t('alerts:rule.steps', { count: steps.length })),
    },
    { key: 'found', header: t('alerts:rule.found'), align: 'end', cell: ({ openItems }) => openItems },
    {
      key: 'on',
      header: t('alerts:rule.on'),
      align: 'end',
      fixed: true,
      cell: (rule) => (
        <Switch
          aria-label={`${t('alerts:rule.enabled')}: ${words.what(rule)}`}
          checked={rule.enabled}
          disabled={!operator || turn.isPending}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) => turn.mutate({ rule, enabled: event.currentTarget.checked })}
        />
      ),
    },
  ];
  const editing = list.items.find(({ id }) => String(id) === url.edit);
  const close = () => setUrl({ add: '', edit: '' });
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('alerts:rule.text')}
      </Text>
      {turn.error && <ErrorNote error={turn.error} />}
      <DataTable<AlertRule>
        id="alert-rules"
        label={t('alerts:tab.rules')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={words.what}
        {...(operator ? { onOpen: ({ id }: AlertRule) => setUrl({ edit: String(id) }) } : {})}
        tools={
          operator && (
            <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
              {t('alerts:rule.add')}
            </Button>
          )
        }
        empty={null}
      />
      {operator && url.add && <RuleForm key="new" onClose={close} />}
      {operator && editing && <RuleForm key={editing.id} rule={editing} onClose={close} />}
    </>
  );
}
