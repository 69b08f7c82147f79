import { ActionIcon, Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';
import { currencyChoices } from '../prices/currencies.ts';
import { useEditing, useFault } from './editing.tsx';
import { type Fields, newKey } from './fields.ts';
import classes from './tariff.module.css';
import { TaxFields } from './tax-fields.tsx';

interface Props {
  value: Fields;
  onChange: (change: Partial<Fields>) => void;
}

/** Name, currency and tax of a tariff. */
export function HeadFields({ value, onChange }: Props) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const fault = useFault();
  return (
    <section className={`sm-panel ${classes.box}`} aria-label={t('tariff:head.title')}>
      <Stack>
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label={t('tariff:head.name')}
            description={t('tariff:head.nameHint')}
            value={value.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
            maxLength={100}
            autoComplete="off"
            miw={220}
            error={fault('name')}
          />
          <Select
            label={t('tariff:head.currency')}
            description={t('tariff:head.currencyHint')}
            value={value.currency}
            onChange={(currency) => currency && onChange({ currency })}
            data={currencyChoices(locale)}
            searchable
            allowDeselect={false}
            miw={200}
            error={fault('currency')}
          />
        </Group>
        <TaxFields path="tax" value={value.tax} onChange={(tax) => onChange({ tax })} />
        <Radio.Group
          value={value.taxIncluded ? 'in' : 'on'}
          onChange={(chosen) => onChange({ taxIncluded: chosen === 'in' })}
          aria-label={t('tariff:tax.label')}
        >
          <Group gap="lg">
            <Radio value="in" label={t('tariff:head.included')} description={t('tariff:head.includedHint')} />
            <Radio value="on" label={t('tariff:head.onTop')} description={t('tariff:head.onTopHint')} />
          </Group>
        </Radio.Group>
      </Stack>
    </section>
  );
}

/** Limits of the whole session, validity, and what is told beside the price. */
export function WholeFields({ value, onChange }: Props) {
  const { t } = useTranslation('tariff');
  const fault = useFault();
  const hasMore = value.validFrom !== '' || value.validUntil !== '' || value.purpose !== '' || value.texts.length > 0 || value.url !== '';
  const [more, setMore] = useState(hasMore);
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="whole">
      <h3 className={classes.boxName} id="whole">
        {t('tariff:whole.title')}
      </h3>
      <Limits value={value} onChange={onChange} />
      <Button variant="subtle" color="gray" size="compact-sm" mt={10} onClick={() => setMore(!more)} aria-expanded={more}>
        {t(more ? 'tariff:whole.less' : 'tariff:whole.more')}
      </Button>
      {more && (
        <Stack mt={8}>
          <Group align="flex-start">
            {(['validFrom', 'validUntil'] as const).map((end) => (
              <TextInput
                key={end}
                type="datetime-local"
                label={t(`tariff:whole.${end}`)}
                value={value[end]}
                onChange={(event) => onChange({ [end]: event.currentTarget.value })}
                w={230}
                error={fault(end)}
              />
            ))}
            <Select
              label={t('tariff:whole.purpose')}
              value={value.purpose === '' ? null : value.purpose}
              onChange={(purpose) => onChange({ purpose: (purpose ?? '') as Fields['purpose'] })}
              data={(['REGULAR', 'AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN'] as const).map((one) => ({
                value: one,
                label: t(`tariff:whole.purposes.${one}`),
              }))}
              clearable
              w={230}
            />
          </Group>
          <TextInput
            type="url"
            label={t('tariff:whole.url')}
            description={t('tariff:whole.urlHint')}
            value={value.url}
            onChange={(event) => onChange({ url: event.currentTarget.value })}
            maxLength={255}
            error={fault('url')}
          />
          <Texts value={value} onChange={onChange} />
        </Stack>
      )}
    </section>
  );
}

function Limits({ value, onChange }: Props) {
  const { t } = useTranslation('tariff');
  const { currency } = useEditing();
  const fault = useFault();
  const [own, other] = value.taxIncluded ? (['afterTaxes', 'beforeTaxes'] as const) : (['beforeTaxes', 'afterTaxes'] as const);
  const [both, setBoth] = useState(value.min[other] !== '' || value.max[other] !== '');
  return (
    <Group align="flex-start" gap="sm">
      {(both ? ([own, other] as const) : ([own] as const)).flatMap((side) =>
        (['min', 'max'] as const).map((limit) => (
          <TextInput
            key={`${limit}/${side}`}
            label={t(`tariff:whole.${limit}.${side}`)}
            value={value[limit][side]}
            onChange={(event) => onChange({ [limit]: { ...value[limit], [side]: event.currentTarget.value } })}
            inputMode="decimal"
            autoComplete="off"
            w={250}
            rightSection={<span aria-hidden>{currency}</span>}
            rightSectionWidth={48}
            error={fault(`${limit}.${side}`)}
          />
        )),
      )}
      {!both && (
        <Button variant="subtle" color="gray" size="compact-sm" mt={{ base: 0, sm: 30 }} onClick={() => setBoth(true)}>
          {t('tariff:whole.both')}
        </Button>
      )}
    </Group>
  );
}

function Texts({ value, onChange }: Props) {
  const { t } = useTranslation('tariff');
  const fault = useFault();
  const set = (key: number, change: object) =>
    onChange({ texts: value.texts.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  return (
    <div>
      {value.texts.map((one, index) => (
        <Group key={one.key} align="flex-start" gap="sm" mb={8} wrap="nowrap">
          <TextInput
            label={t('tariff:whole.language')}
            value={one.language}
            onChange={(event) => set(one.key, { language: event.currentTarget.value.toLowerCase() })}
            maxLength={2}
            w={80}
            error={fault(`texts.${index}.language`)}
          />
          <TextInput
            label={t('tariff:whole.text')}
            value={one.text}
            onChange={(event) => set(one.key, { text: event.currentTarget.value })}
            maxLength={512}
            flex={1}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={30}
            aria-label={t('tariff:whole.removeText', { language: one.language })}
            onClick={() => onChange({ texts: value.texts.filter(({ key }) => key !== one.key) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ texts: [...value.texts, { key: newKey(), language: '', text: '' }] })}
      >
        {t('tariff:whole.addText')}
      </Button>
    </div>
  );
}
