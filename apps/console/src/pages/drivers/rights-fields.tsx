import { ActionIcon, Button, Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DriverGroup } from '../../api.ts';
import { useSiteChoice } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';
import classes from './drivers.module.css';
import { dayNames, useRightsWords, weekdays } from './use-rights-words.ts';

type Right = DriverGroup['rights'][number];
type Hours = NonNullable<Right['hours']>[number];
const office: Hours = { days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], from: '08:00', until: '18:00' };

/** Where and when members may charge: one box a right, each with its sentence. */
export function RightsFields({ value, onChange }: { value: readonly Right[]; onChange: (rights: Right[]) => void }) {
  const { t } = useTranslation('drivers');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0, display: 'grid', gap: 10 }}>
      <legend style={{ fontWeight: 560, fontSize: 14, padding: 0, marginBottom: 6 }}>{t('drivers:rights.title')}</legend>
      {value.length === 0 && <span className="sm-quiet">{t('drivers:rights.none')}</span>}
      {value.map((right, index) => (
        <RightBox
          // biome-ignore lint/suspicious/noArrayIndexKey: rights have no name of their own
          key={index}
          right={right}
          onChange={(next) => onChange(value.map((one, at) => (at === index ? next : one)))}
          onRemove={() => onChange(value.filter((_, at) => at !== index))}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ justifySelf: 'start' }}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => onChange([...value, { siteIds: null, hours: null }])}
      >
        {t('drivers:rights.add')}
      </Button>
    </fieldset>
  );
}

function RightBox({ right, onChange, onRemove }: { right: Right; onChange: (right: Right) => void; onRemove: () => void }) {
  const { t } = useTranslation('drivers');
  const words = useRightsWords();
  const sites = useSiteChoice().data?.items ?? [];
  const { hours } = right;
  return (
    <div className={classes.box}>
      <div className={classes.panelHead}>
        <strong style={{ fontSize: 14, lineHeight: 1.4 }}>{words([right])[0]}</strong>
        <ActionIcon onClick={onRemove} aria-label={t('drivers:rights.remove')}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </div>
      <MultiSelect
        label={t('drivers:rights.sites')}
        placeholder={right.siteIds === null ? t('drivers:rights.everySite') : ''}
        value={(right.siteIds ?? []).map(String)}
        onChange={(ids) => onChange({ ...right, siteIds: ids.length === 0 ? null : ids.map(Number) })}
        data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
        searchable
        clearable
      />
      <Checkbox
        label={t('drivers:rights.atAnyTime')}
        checked={hours === null}
        onChange={(event) => onChange({ ...right, hours: event.currentTarget.checked ? null : [office] })}
      />
      {hours?.map((span, index) => (
        <SpanFields
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name of their own
          key={index}
          span={span}
          onChange={(next) => onChange({ ...right, hours: hours.map((one, at) => (at === index ? next : one)) })}
          onRemove={hours.length === 1 ? null : () => onChange({ ...right, hours: hours.filter((_, at) => at !== index) })}
        />
      ))}
      {hours !== null && hours.length < 20 && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ justifySelf: 'start' }}
          onClick={() => onChange({ ...right, hours: [...hours, office] })}
        >
          {t('drivers:rights.moreHours')}
        </Button>
      )}
    </div>
  );
}

function SpanFields({ span, onChange, onRemove }: { span: Hours; onChange: (span: Hours) => void; onRemove: (() => void) | null }) {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const short = dayNames(locale, 'short');
  const long = dayNames(locale, 'long');
  // The last day stays chosen: a span on no day would say nothing.
  const days = (chosen: string[]) => chosen.length > 0 && onChange({ ...span, days: weekdays.filter((day) => chosen.includes(day)) });
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <Checkbox.Group value={[...span.days]} onChange={days} label={t('drivers:rights.days')}>
        <div className={classes.days}>
          {weekdays.map((day, index) => (
            <Checkbox key={day} value={day} label={short[index]} aria-label={long[index] ?? day} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.row}>
        <TextInput
          type="time"
          label={t('drivers:rights.from')}
          value={span.from}
          onChange={(event) => event.currentTarget.value && onChange({ ...span, from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('drivers:rights.until')}
          value={span.until}
          onChange={(event) => event.currentTarget.value && onChange({ ...span, until: event.currentTarget.value })}
        />
        {onRemove && (
          <ActionIcon onClick={onRemove} aria-label={t('drivers:rights.removeHours')} size="lg">
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}
