import { Button, Checkbox, Modal, Select, Stack } from '@mantine/core';
import { derControlTypes } from '@stationmaster/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureInput } from '../../../components/figure-input.tsx';
import { instantOf } from '../instant-of.ts';
import { MomentField } from '../upkeep/moment-field.tsx';
import type { CommandRequest } from '../use-command.ts';
import { type ControlForm, faultOf, settingsOf, shapes, startOf } from './control-shape.ts';
import { CurveFields } from './curve-fields.tsx';

interface Props {
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** A control of the grid as a form: its kind, the figures or the curve it is made of, and when it holds. */
export function ControlDialog({ onSend, onClose }: Props) {
  const { t } = useTranslation('grid');
  const [form, setForm] = useState<ControlForm>(() => startOf('VoltVar'));
  const set = (change: Partial<ControlForm>) => setForm((before) => ({ ...before, ...change }));
  const shape = shapes[form.type];
  const fault = faultOf(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault !== null) return;
    const { startTime = '' } = instantOf('startTime', form.startTime);
    const settings = settingsOf({ ...form, startTime });
    onSend({ verb: 'setDERControl', controlType: form.type, isDefault: form.isDefault, settings });
  };
  return (
    <Modal opened onClose={onClose} title={t('grid:set')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Select
            label={t('grid:type')}
            value={form.type}
            onChange={(value) => setForm(startOf(derControlTypes.find((type) => type === value) ?? 'VoltVar'))}
            data={derControlTypes.map((value) => ({ value, label: t(`grid:control.${value}`) }))}
            allowDeselect={false}
            searchable
          />
          {shape.kind === 'curve' && <CurveFields shape={shape} points={form.points} onChange={(points) => set({ points })} />}
          {shape.kind === 'figures' &&
            shape.figures.map(({ name, unit, isOptional }) => (
              <FigureInput
                key={name}
                label={t(`grid:figure.${name}`)}
                value={form.figures[name] ?? null}
                onChange={(value) => set({ figures: { ...form.figures, [name]: value } })}
                suffix={unit === 'none' ? '' : ` ${t(`grid:unit.${unit}`)}`}
                {...(isOptional ? { description: t('grid:mayBeEmpty') } : { required: true })}
              />
            ))}
          {shape.kind === 'figures' && shape.hasExcitation && (
            <Checkbox
              label={t('grid:excitation')}
              checked={form.excitation}
              onChange={(event) => set({ excitation: event.currentTarget.checked })}
            />
          )}
          <FigureInput
            label={t('grid:priority')}
            description={t('grid:priorityHint')}
            value={form.priority}
            onChange={(priority) => set({ priority })}
            min={0}
            allowDecimal={false}
          />
          <Checkbox
            label={t('grid:byDefault')}
            description={t('grid:byDefaultHint')}
            checked={form.isDefault}
            onChange={(event) => set({ isDefault: event.currentTarget.checked })}
          />
          {!form.isDefault && (shape.kind === 'curve' || shape.isTimed) && (
            <>
              <MomentField
                label={t('grid:from')}
                hint={t('grid:atOnce')}
                value={form.startTime}
                onChange={(startTime) => set({ startTime })}
              />
              <FigureInput
                label={t('grid:minutes')}
                description={t('grid:forEver')}
                value={form.duration === null ? null : form.duration / 60}
                onChange={(value) => set({ duration: value === null ? null : value * 60 })}
                min={1}
                suffix=" min"
              />
            </>
          )}
          {fault !== null && <p role="status">{t(`grid:fault.${fault}`)}</p>}
          <Button type="submit" disabled={fault !== null}>
            {t('grid:setIt')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
