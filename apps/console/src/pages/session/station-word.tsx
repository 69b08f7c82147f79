import { useTranslation } from 'react-i18next';
import type { FullSession } from '../../api.ts';
import { duration, energy, exact, money, whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './session.module.css';

type Details = FullSession['details'];
type Limit = NonNullable<Details['limit']>;

/** What the station tells of it beyond its course: limits, who steers, energy given back, its own sum. Nothing where it tells nothing. */
export function StationWord({ session }: { session: FullSession }) {
  const { t } = useTranslation('sessions');
  const facts = useFacts(session);
  if (facts.length === 0) return null;
  return (
    <section className={`sm-panel ${classes.box}`}>
      <h2 className={classes.heading}>{t('sessions:told.title')}</h2>
      <dl className={classes.plate}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="sm-num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useFacts({ details, tariffName, cost, timeZone }: FullSession): [string, string][] {
  const { t, i18n } = useTranslation('sessions');
  const locale = useLocale();
  const currency = cost?.currency;
  const word = (group: 'mode' | 'preconditioning', value: string) =>
    i18n.exists(`sessions:told.${group}.${value}`) ? t(`sessions:told.${group}.${value}`) : value;
  const limit = (of: Limit) =>
    [
      of.maxEnergy === undefined ? null : energy(of.maxEnergy, locale),
      of.maxCost === undefined ? null : currency ? money(String(of.maxCost), currency, locale) : String(of.maxCost),
      of.maxTime === undefined ? null : duration(of.maxTime, locale),
      of.maxSoC === undefined ? null : t('sessions:percent', { percent: of.maxSoC }),
    ]
      .filter((text) => text !== null)
      .join(' · ');
  const theirs = ownCost(details.costDetails);
  const facts: [string, string | undefined][] = [
    [t('sessions:told.exported'), details.exportedWh === undefined ? undefined : energy(details.exportedWh, locale)],
    [t('sessions:told.wantedLimit'), details.wantedLimit && limit(details.wantedLimit)],
    [t('sessions:told.limit'), details.limit && limit(details.limit)],
    [t('sessions:told.operationMode'), details.operationMode && word('mode', details.operationMode)],
    [t('sessions:told.unplugged'), details.unpluggedAt && exact(Date.parse(details.unpluggedAt), locale, timeZone ?? undefined)],
    [t('sessions:told.resumptions'), details.resumptions === undefined ? undefined : whole(details.resumptions, locale)],
    [t('sessions:told.tariff'), details.tariffId && details.tariffId !== tariffName ? details.tariffId : undefined],
    [t('sessions:told.cost'), theirs && money(theirs.amount, theirs.currency, locale)],
    [
      t('sessions:told.timeSpentCharging'),
      details.timeSpentCharging === undefined ? undefined : duration(details.timeSpentCharging, locale),
    ],
    [t('sessions:told.phases'), details.phasesUsed === undefined ? undefined : whole(details.phasesUsed, locale)],
    [t('sessions:told.cable'), details.cableMaxCurrent === undefined ? undefined : `${whole(details.cableMaxCurrent, locale)} A`],
    [t('sessions:told.preconditioningName'), details.preconditioning && word('preconditioning', details.preconditioning)],
    [
      t('sessions:told.sleep'),
      details.evseSleep === undefined ? undefined : t(details.evseSleep ? 'sessions:told.asleep' : 'sessions:told.awake'),
    ],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

/** CostDetailsType: the total with tax where the station tells one. */
function ownCost(details: unknown): { amount: string; currency: string } | undefined {
  const total = (details as { totalCost?: { currency?: string; total?: { inclTax?: number; exclTax?: number } } } | undefined)?.totalCost;
  const amount = total?.total?.inclTax ?? total?.total?.exclTax;
  return amount === undefined || total?.currency === undefined ? undefined : { amount: String(amount), currency: total.currency };
}
