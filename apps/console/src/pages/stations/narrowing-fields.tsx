import { Autocomplete, Select, SimpleGrid } from '@mantine/core';
import { protocols } from '@stationmaster/contract';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import type { Narrowing } from './bulk-order.ts';

interface Props {
  value: Narrowing;
  onChange: (value: Narrowing) => void;
  /** Stations already seen: what they tell of themselves is suggested. */
  known: readonly Station[];
}

/** Fewer stations than the list shows: those of one maker, model, firmware or version. */
export function NarrowingFields({ value, onChange, known }: Props) {
  const { t } = useTranslation('commands');
  const texts = [
    ['vendor', t('commands:dialog.vendor')],
    ['model', t('commands:dialog.model')],
    ['firmwareVersion', t('commands:dialog.firmware')],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt={10}>
      {texts.map(([field, label]) => (
        <Autocomplete
          key={field}
          label={label}
          placeholder={t('common:all')}
          value={value[field]}
          onChange={(text) => onChange({ ...value, [field]: text })}
          data={[...new Set(known.flatMap((station) => station[field] ?? []))].sort()}
          maxLength={100}
          autoComplete="off"
        />
      ))}
      <Select
        label={t('commands:dialog.protocol')}
        placeholder={t('common:all')}
        value={value.protocol || null}
        onChange={(protocol) => onChange({ ...value, protocol: protocol ?? '' })}
        data={[...protocols]}
        clearable
      />
    </SimpleGrid>
  );
}
