import { Checkbox, NumberInput, Select } from '@mantine/core';
import { monitorTypes } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station, Variable } from '../../../api.ts';
import { FigureInput } from '../../../components/figure-input.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { severities } from '../../../components/severity.tsx';
import { addressOf, unitText } from '../settings/settings.ts';
import type { CommandRequest } from '../use-command.ts';
import { nameOf } from './monitors.ts';

type Wanted = Extract<CommandRequest, { verb: 'setVariableMonitoring' }>['monitors'][number];
type MonitorType = (typeof monitorTypes)[number];

interface Props {
  station: Station;
  /** What can be watched; one: it is that. */
  variables: readonly Variable[];
  onSet: (monitor: Wanted) => void;
  onClose: () => void;
}

/** What the station should watch by itself, and when it should tell. */
export function MonitorDialog({ station, variables, onSet, onClose }: Props) {
  const { t } = useTranslation('monitoring');
  const is21 = station.protocol === 'ocpp2.1';
  const [form, setForm] = useState({
    chosen: variables.length === 1 ? '0' : '',
    type: 'Delta' as MonitorType,
    value: 1 as number | null,
    severity: '6',
    transaction: false,
    isStream: false,
    interval: 60,
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const variable = form.chosen === '' ? undefined : variables[Number(form.chosen)];
  const isNumber = variable?.dataType === 'integer' || variable?.dataType === 'decimal';
  const isPeriodic = form.type === 'Periodic' || form.type === 'PeriodicClockAligned';
  // N04: what is no number has no threshold, and every change of it is one.
  const types = monitorTypes.filter(
    (type) => (is21 || !type.startsWith('Target')) && (isNumber || variable === undefined || !type.includes('Threshold')),
  );
  const submit = () => {
    const { type, value, severity, transaction, isStream, interval } = form;
    if (variable === undefined || value === null) return;
    onSet({
      ...addressOf(variable),
      type,
      value,
      severity: Number(severity),
      ...(transaction ? { transaction } : {}),
      ...(isStream && isPeriodic ? { stream: { interval } } : {}),
    });
  };
  const unit = isPeriodic ? 's' : unitText(variable?.unit ?? null);
  return (
    <FormDialog
      title={t('monitoring:add')}
      onClose={onClose}
      onSubmit={submit}
      action={t('monitoring:set')}
      disabled={variable === undefined || form.value === null}
    >
      <Select
        label={t('monitoring:what')}
        value={form.chosen || null}
        onChange={(chosen) => set({ chosen: chosen ?? '' })}
        data={variables.map((one, index) => ({ value: String(index), label: nameOf(one) }))}
        searchable
        required
        nothingFoundMessage={t('monitoring:nothingToWatch')}
        data-autofocus
      />
      <Select
        label={t('monitoring:when')}
        value={form.type}
        onChange={(value) => set({ type: monitorTypes.find((type) => type === value) ?? 'Delta' })}
        data={types.map((value) => ({ value, label: t(`monitoring:type.${value}`) }))}
        allowDeselect={false}
      />
      {(isNumber || isPeriodic) && (
        <FigureInput
          label={t(isPeriodic ? 'monitoring:seconds' : 'monitoring:value')}
          value={form.value}
          onChange={(value) => set({ value })}
          {...(unit ? { suffix: ` ${unit}` } : {})}
          {...(isPeriodic ? { min: 1 } : {})}
        />
      )}
      <Select
        label={t('monitoring:severity')}
        description={t('monitoring:severityHint')}
        value={form.severity}
        onChange={(value) => set({ severity: value ?? '6' })}
        data={severities.map((value) => ({ value, label: `${value} · ${t(`events:severity.${value}`)}` }))}
        allowDeselect={false}
      />
      <Checkbox
        label={t('monitoring:onlyCharging')}
        checked={form.transaction}
        onChange={(event) => set({ transaction: event.currentTarget.checked })}
      />
      {is21 && isPeriodic && (
        <Checkbox
          label={t('monitoring:asStream')}
          description={t('monitoring:asStreamHint')}
          checked={form.isStream}
          onChange={(event) => set({ isStream: event.currentTarget.checked })}
        />
      )}
      {is21 && isPeriodic && form.isStream && (
        <NumberInput
          label={t('monitoring:streamInterval')}
          value={form.interval}
          onChange={(value) => set({ interval: Number(value) })}
          min={1}
          suffix=" s"
        />
      )}
    </FormDialog>
  );
}
