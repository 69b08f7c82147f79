import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureInput } from '../../../components/figure-input.tsx';
import { useLocale } from '../../../locale.ts';
import { currentMoment } from '../../../now.ts';
import { currencyChoices } from '../../prices/currencies.ts';
import { emptyTariff, isComplete, tariffOf } from './station-tariff.ts';

interface Props {
  title: string;
  hint: string;
  action: string;
  currency?: string | undefined;
  /** EVSEs it may be for; left out: it is for one session. */
  plugs?: readonly number[];
  onSend: (tariff: ReturnType<typeof tariffOf>, evseId: number) => void;
  onClose: () => void;
}

/** Prices that a station computes by itself. */
export function TariffDialog({ title, hint, action, currency = 'EUR', plugs, onSend, onClose }: Props) {
  const { t, i18n } = useTranslation('display');
  const locale = useLocale();
  const [form, setForm] = useState(() => emptyTariff(currentMoment(), currency));
  const [plug, setPlug] = useState('0');
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete(form)) onSend(tariffOf(form, i18n.language), Number(plug));
  };
  const amount = (field: 'kwh' | 'chargingMinute' | 'idleMinute' | 'session') => (
    <FigureInput
      label={t(`display:price.${field}`)}
      value={form[field]}
      onChange={(value) => set({ [field]: value })}
      suffix={` ${form.currency}`}
      min={0}
      step={0.01}
      decimalScale={4}
    />
  );
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
            {hint}
          </p>
          {plugs && (
            <Select
              label={t('display:forPlug')}
              value={plug}
              onChange={(value) => setPlug(value ?? '0')}
              data={[
                { value: '0', label: t('display:everyPlug') },
                ...plugs.map((id) => ({ value: String(id), label: t('display:onePlug', { plug: id }) })),
              ]}
              allowDeselect={false}
            />
          )}
          <Select
            label={t('display:currency')}
            value={form.currency}
            onChange={(value) => set({ currency: value ?? currency })}
            data={currencyChoices(locale)}
            allowDeselect={false}
            searchable
          />
          {amount('kwh')}
          {amount('chargingMinute')}
          {amount('idleMinute')}
          {amount('session')}
          <FigureInput
            label={t('display:tax')}
            description={t('display:taxHint')}
            value={form.taxPercent}
            onChange={(taxPercent) => set({ taxPercent })}
            suffix=" %"
            min={0}
            max={100}
          />
          <TextInput
            label={t('display:priceText')}
            description={t('display:priceTextHint')}
            value={form.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
            maxLength={1024}
          />
          <TextInput
            label={t('display:priceName')}
            description={t('display:priceNameHint')}
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            maxLength={60}
            required
          />
          <Button type="submit" disabled={!isComplete(form)}>
            {action}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
