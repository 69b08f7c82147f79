import { Button, Group, Modal, MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useSiteChoice } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';
import { currencyChoices } from './currencies.ts';
import { Example, separatorOf } from './example.tsx';
import classes from './prices.module.css';
import { bodyOf, dimensions, type Fields, faultsOf, fieldsOf, hasMixedTax } from './tariff-fields.ts';

/** A price in sentences, with an example beside it that moves as one types. */
export function TariffForm({ tariff, currency, onClose }: { tariff?: Tariff; currency: string; onClose: () => void }) {
  const { t } = useTranslation('prices');
  const locale = useLocale();
  const cache = useQueryClient();
  const [fields, setFields] = useState<Fields>(() => fieldsOf(tariff, separatorOf(locale), currency));
  const [tried, setTried] = useState(false);
  const [taken, setTaken] = useState<string[] | null>(null);
  const places = useSitesWithoutPrice(fields.currency);
  const siteIds = (taken ?? places.map(({ value }) => value)).filter((id) => places.some(({ value }) => value === id)).map(Number);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const faults = faultsOf(fields);
  const fine = Object.keys(faults).length === 0;
  const save = useMutation({
    mutationFn: () =>
      tariff
        ? api.updateTariff({ params: { tariffId: tariff.id }, body: bodyOf(fields, tariff) })
        : api.createTariff({ body: { ...bodyOf(fields), siteIds } }),
    onSuccess: async (saved) => {
      notifications.show({ message: t('prices:form.saved', { name: saved.name }) });
      onClose();
      await Promise.all(['tariffs', 'tariff', 'sites', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fine) save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t(tariff ? 'prices:form.edit' : 'prices:form.add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit} className={classes.editor} noValidate={false}>
        <Stack>
          <TextInput
            label={t('prices:form.name')}
            description={t('prices:form.nameHint')}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            required
            maxLength={100}
            data-autofocus
            autoComplete="off"
          />
          <Select
            label={t('prices:form.currency')}
            value={fields.currency}
            onChange={(value) => value && set({ currency: value })}
            data={currencyChoices(locale)}
            searchable
            required
            allowDeselect={false}
            error={faults.currency && t(`prices:form.${faults.currency}`)}
          />
          <PriceFields fields={fields} onChange={set} faults={faults} tried={tried} />
          <TextInput
            label={t('prices:form.tax')}
            description={t(hasMixedTax(tariff) ? 'prices:form.mixed' : 'prices:form.taxHint')}
            value={fields.tax}
            onChange={(event) => set({ tax: event.currentTarget.value })}
            inputMode="decimal"
            rightSection={
              <span className={classes.unit} aria-hidden>
                %
              </span>
            }
            w={220}
            error={faults.tax && t(`prices:form.${faults.tax}`)}
            autoComplete="off"
          />
          <Radio.Group
            value={fields.taxIncluded ? 'in' : 'on'}
            onChange={(value) => set({ taxIncluded: value === 'in' })}
            aria-label={t('prices:form.tax')}
          >
            <Stack gap={8}>
              <Radio value="in" label={t('prices:form.included')} description={t('prices:form.includedHint')} />
              <Radio value="on" label={t('prices:form.notIncluded')} description={t('prices:form.notIncludedHint')} />
            </Stack>
          </Radio.Group>
          {!tariff && places.length > 0 && (
            <MultiSelect
              label={t('prices:form.sites')}
              description={t('prices:form.sitesHint')}
              data={places}
              value={siteIds.map(String)}
              onChange={setTaken}
              searchable
              clearable
            />
          )}
          {tariff && (
            <p className="sm-quiet" style={{ margin: 0, fontSize: 13 }}>
              {t('prices:form.versionNote')}
            </p>
          )}
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(tariff ? 'common:save' : 'prices:add')}
            </Button>
          </Group>
        </Stack>
        <Example tariff={fine ? bodyOf(fields, tariff) : null} />
      </form>
    </Modal>
  );
}

/** Where a new price in this currency is missing. */
function useSitesWithoutPrice(currency: string): { value: string; label: string }[] {
  const sites = useSiteChoice().data?.items ?? [];
  return sites
    .filter((site) => site.tariffId === null && site.currency === currency)
    .map((site) => ({ value: String(site.id), label: site.name }));
}

function PriceFields({
  fields,
  onChange,
  faults,
  tried,
}: {
  fields: Fields;
  onChange: (change: Partial<Fields>) => void;
  faults: ReturnType<typeof faultsOf>;
  tried: boolean;
}) {
  const { t } = useTranslation('prices');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 14 }}>
      <legend style={{ fontSize: 14, fontWeight: 560, marginBottom: 10, padding: 0 }}>{t('prices:form.what')}</legend>
      {dimensions.map((type) => (
        <div key={type} className={classes.row}>
          <label htmlFor={`price-${type}`} className={classes.rowLabel}>
            {t(`prices:form.${type}`)}
            <div className={classes.hint}>{t(`prices:form.${type}hint`)}</div>
          </label>
          <TextInput
            id={`price-${type}`}
            value={fields.prices[type]}
            onChange={(event) => onChange({ prices: { ...fields.prices, [type]: event.currentTarget.value } })}
            inputMode="decimal"
            autoComplete="off"
            placeholder="–"
            rightSection={
              <span className={classes.unit} aria-hidden>
                {fields.currency} {t(`prices:form.perUnit.${type}`)}
              </span>
            }
            rightSectionWidth={112}
            error={faults[type] && t(`prices:form.${faults[type]}`)}
          />
        </div>
      ))}
      {tried && faults.prices && (
        <div role="alert" style={{ color: 'var(--mantine-color-error)', fontSize: 13 }}>
          {t('prices:form.nothing')}
        </div>
      )}
    </fieldset>
  );
}
