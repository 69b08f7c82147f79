import { type Loss, toOcpi230Tariff, toOcppTariff } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import { engineTariff } from './body.ts';
import type { TariffBody } from './fields.ts';
import classes from './tariff.module.css';

const owner = { country_code: 'DE', party_id: 'STM', id: '0', updatedAt: 0 };

/** What partners and stations cannot be told of a price; nothing where they can be told all of it. */
export function ToldNote({ tariff }: { tariff: TariffBody }) {
  const { t } = useTranslation('tariff');
  const known = engineTariff(tariff);
  const forms = [
    ['ocpi', toOcpi230Tariff(known, owner).losses],
    // Eight digits are told: what is beyond them nobody feels.
    ['ocpp', toOcppTariff(known, '0').losses.filter((loss) => subjectOf(loss) !== 'digits')],
  ] as const;
  const lost = forms
    .map(([form, losses]) => [form, [...new Set(losses.map(subjectOf))]] as const)
    .filter(([, subjects]) => subjects.length > 0);
  if (lost.length === 0) return null;
  return (
    <section className={classes.note} aria-label={t('tariff:told.title')}>
      <strong>{t('tariff:told.title')}</strong>
      <p>{t('tariff:told.text')}</p>
      <ul>
        {lost.map(([form, subjects]) => (
          <li key={form}>
            {t(`tariff:told.${form}`)} {subjects.map((subject) => t(`tariff:told.subject.${subject}`)).join(', ')}.
          </li>
        ))}
      </ul>
    </section>
  );
}

const conditions: Record<string, string> = {
  holidays: 'holidays',
  minChargingTime: 'durations',
  maxChargingTime: 'durations',
  minIdleTime: 'durations',
  maxIdleTime: 'durations',
  connectors: 'plug',
  powerTypes: 'plug',
  driverGroups: 'groups',
  paymentKinds: 'payment',
  paymentBrands: 'payment',
  minOccupancy: 'occupancy',
  maxOccupancy: 'occupancy',
  reservation: 'reservation',
};
const parts: Record<string, string> = {
  recipe: 'market',
  graceSeconds: 'grace',
  maxAmount: 'cap',
  stepSize: 'steps',
  vat: 'taxes',
  taxes: 'taxes',
  type: 'idle',
  price: 'digits',
  url: 'words',
  purpose: 'words',
  validUntil: 'validity',
  validFrom: 'validity',
  minPrice: 'limits',
  maxPrice: 'limits',
};

/** What a loss is about, in the words of the editor. */
function subjectOf({ path }: Loss): string {
  const condition = /restrictions\.(\w+)/.exec(path)?.[1];
  if (condition !== undefined) return conditions[condition] ?? 'conditions';
  const part = path.split('.').findLast((name) => name in parts);
  return part === undefined ? 'rules' : (parts[part] ?? 'rules');
}
