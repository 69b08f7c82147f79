import { Button, Group, Select, TextInput } from '@mantine/core';
import type { Dimension, PriceInForce, Standing } from '@stationmaster/domain';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { currentMoment } from '../../now.ts';
import { engineTariff } from './body.ts';
import type { TariffBody } from './fields.ts';
import { type Look, LookFields, useSurroundings } from './look.tsx';
import { seriesNames, useMarket } from './market.ts';
import type { Sentence } from './say.ts';
import classes from './tariff.module.css';
import { secondsOf, toThousandths } from './typed.ts';
import own from './week.module.css';
import { clockOf, mondayBefore, pricesIn, type WeekDay, weekOf } from './week.ts';
import { WeekTable } from './week-table.tsx';

interface Props {
  tariff: TariffBody;
  sentences: readonly Sentence[];
  look: Look;
  onLook: (change: Partial<Look>) => void;
}
const dayMs = 86_400_000;
const hours = [0, 6, 12, 18, 24];

/** A week of prices: seven days by 24 hours, coloured from cheap to dear, told by the engine that bills. */
export function WeekPicture({ tariff, sentences, look, onLook }: Props) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const types = [
    ...new Set(
      tariff.elements.flatMap(({ priceComponents, restrictions }) =>
        restrictions?.reservation ? [] : priceComponents.map(({ type }) => type),
      ),
    ),
  ];
  const [wished, setType] = useState<Dimension>('ENERGY');
  const type = types.includes(wished) ? wished : (types[0] ?? 'ENERGY');
  const [weeks, setWeeks] = useState(0);
  const [stand, setStand] = useState({ energy: '0', charging: '0', idle: '', power: '11' });
  const standing = standingOf(tariff, type, stand);
  const [opened] = useState(currentMoment);
  const [shown, setShown] = useState<{ day: number; stripe: number } | null>(null);
  const names = useMemo(() => seriesNames(tariff), [tariff]);
  const anchor = opened + weeks * 7 * dayMs;
  const span = useMemo(() => ({ from: anchor - 8 * dayMs, until: anchor + 8 * dayMs }), [anchor]);
  const around = useSurroundings(look, useMarket(names, span));
  const week = useMemo(
    () => weekOf(engineTariff(tariff), around, { monday: mondayBefore(around.zone, anchor), type, standing }),
    [tariff, around, anchor, type, standing],
  );
  const prices = pricesIn(week);
  const words: Words = {
    price: (price) =>
      price === null ? t('tariff:week.nothing') : t(`tariff:week.per.${type}`, { price: money(price.price, tariff.currency, locale) }),
    rule: (price) => sentences.find((one) => one.element === price?.element && one.component === price?.component)?.text ?? '',
    day: (day) =>
      new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(day * dayMs),
  };
  const told = shown && week[shown.day]?.stripes[shown.stripe];
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="week">
      <h3 className={classes.boxName} id="week">
        {t('tariff:week.title')}
      </h3>
      <Group gap="sm" align="flex-end" mb="sm">
        {types.length > 1 && (
          <Select
            label={t('tariff:week.what')}
            value={type}
            onChange={(chosen) => chosen && setType(chosen as Dimension)}
            data={types.map((one) => ({ value: one, label: t(`tariff:price.type.${one}`) }))}
            allowDeselect={false}
            w={230}
          />
        )}
        <LookFields tariff={tariff} value={look} onChange={onLook} />
        <StandFields tariff={tariff} type={type} value={stand} onChange={(change) => setStand({ ...stand, ...change })} />
        <Group gap={4} ml="auto">
          <Button variant="default" size="compact-sm" onClick={() => setWeeks(weeks - 1)}>
            {t('tariff:week.before')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setWeeks(weeks + 1)}>
            {t('tariff:week.after')}
          </Button>
        </Group>
      </Group>
      <div className={own.week}>
        <div>
          <Picture week={week} prices={prices} zone={around.zone} words={words} onShow={setShown} />
          <Legend prices={prices} hasNothing={week.some(({ stripes }) => stripes.some(({ price }) => price === null))} words={words} />
          <p className={own.told} aria-live="polite">
            {told
              ? `${words.day(week[shown.day]?.day ?? 0)} ${clockOf(around.zone, told.from)}–${told.end === 1 ? '24:00' : clockOf(around.zone, told.until)}: ${words.price(told.price)}. ${words.rule(told.price)}`
              : t('tariff:week.hint')}
          </p>
        </div>
        <WeekTable week={week} zone={around.zone} words={words} />
      </div>
    </section>
  );
}

export interface Words {
  price: (price: PriceInForce | null) => string;
  rule: (price: PriceInForce | null) => string;
  day: (day: number) => string;
}

/** One stop for the keyboard; arrows go through times and days. */
function Picture({
  week,
  prices,
  zone,
  words,
  onShow,
}: {
  week: WeekDay[];
  prices: string[];
  zone: string;
  words: Words;
  onShow: (at: { day: number; stripe: number } | null) => void;
}) {
  const { t } = useTranslation('tariff');
  const [at, setAt] = useState({ day: 0, stripe: 0 });
  const move = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = Math.min(6, Math.max(0, at.day + (step[0] ?? 0)));
    const last = (week[day]?.stripes.length ?? 1) - 1;
    const next = { day, stripe: Math.min(last, Math.max(0, at.stripe + (step[1] ?? 0))) };
    setAt(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-at="${next.day}/${next.stripe}"]`)?.focus();
  };
  return (
    <fieldset className={own.picture} aria-label={t('tariff:week.picture')} onKeyDown={move} onMouseLeave={() => onShow(null)}>
      <div className={own.hours} aria-hidden>
        {hours.map((hour) => (
          <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </div>
      {week.map(({ day, stripes }, index) => (
        <div key={day} className={own.day}>
          <span className={own.dayName}>{words.day(day)}</span>
          <div className={own.stripes}>
            {stripes.map(({ from, until, start, end, price }, place) => {
              const isStop = index === Math.min(at.day, 6) && place === Math.min(at.stripe, stripes.length - 1);
              return (
                <button
                  key={from}
                  type="button"
                  className={own.stripe}
                  data-at={`${index}/${place}`}
                  tabIndex={isStop ? 0 : -1}
                  style={{ left: `${start * 100}%`, width: `${(end - start) * 100}%`, ...look(price, prices) }}
                  aria-label={`${words.day(day)} ${clockOf(zone, from)}–${end === 1 ? '24:00' : clockOf(zone, until)}: ${words.price(price)}`}
                  onFocus={() => {
                    setAt({ day: index, stripe: place });
                    onShow({ day: index, stripe: place });
                  }}
                  onMouseEnter={() => onShow({ day: index, stripe: place })}
                />
              );
            })}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function Legend({ prices, hasNothing, words }: { prices: string[]; hasNothing: boolean; words: Words }) {
  const named = prices.length <= 6 ? prices : [prices[0] ?? '0', prices.at(-1) ?? '0'];
  const asPrice = (price: string): PriceInForce => ({ type: 'ENERGY', element: 0, component: 0, price, market: null });
  return (
    <ul className={own.legend}>
      {named.map((price) => (
        <li key={price}>
          <i style={look(asPrice(price), prices)} aria-hidden />
          {words.price(asPrice(price))}
        </li>
      ))}
      {hasNothing && (
        <li>
          <i style={look(null, prices)} aria-hidden />
          {words.price(null)}
        </li>
      )}
    </ul>
  );
}

/** From pale for the cheapest to full for the dearest; striped where nothing is charged. */
function look(price: PriceInForce | null, prices: readonly string[]): { background: string } {
  if (price === null) return { background: 'repeating-linear-gradient(45deg, var(--sm-line) 0 2px, transparent 2px 7px)' };
  const [low, high] = [Number(prices[0] ?? 0), Number(prices.at(-1) ?? 0)];
  const part = high === low ? 0.5 : (Number(price.price) - low) / (high - low);
  return { background: `color-mix(in srgb, var(--sm-chart-now) ${Math.round(18 + part * 82)}%, var(--sm-panel))` };
}

interface Stand {
  energy: string;
  charging: string;
  idle: string;
  power: string;
}
/** How far the session of the picture has come; time after the charge is shown once its grace is over. */
function standingOf(tariff: TariffBody, type: Dimension, stand: Stand): Standing {
  const isAfter = type === 'IDLE_TIME' || type === 'PARKING_TIME';
  const grace = Math.max(
    1,
    ...tariff.elements.flatMap(({ priceComponents }) => priceComponents.map(({ graceSeconds }) => graceSeconds ?? 0)),
  );
  const idle = stand.idle.trim() === '' ? grace : (secondsOf(stand.idle) ?? grace);
  return {
    energyWh: toThousandths(stand.energy) ?? 0,
    chargingSeconds: secondsOf(stand.charging) ?? 0,
    idleSeconds: isAfter ? Math.max(1, idle) : 0,
    powerW: toThousandths(stand.power) ?? 11_000,
  };
}

/** Only what this tariff asks about. */
function StandFields({
  tariff,
  type,
  value,
  onChange,
}: {
  tariff: TariffBody;
  type: Dimension;
  value: Stand;
  onChange: (change: Partial<Stand>) => void;
}) {
  const { t } = useTranslation('tariff');
  const asked = new Set(tariff.elements.flatMap(({ restrictions }) => Object.keys(restrictions ?? {})));
  const asks = (...names: string[]) => names.some((name) => asked.has(name));
  const fields = [
    asks('minEnergyWh', 'maxEnergyWh') && (['energy', 'kWh'] as const),
    asks('minDuration', 'maxDuration', 'minChargingTime', 'maxChargingTime') && (['charging', t('tariff:when.minutes')] as const),
    (type === 'IDLE_TIME' || type === 'PARKING_TIME') && (['idle', t('tariff:when.minutes')] as const),
    asks('minPowerW', 'maxPowerW') && (['power', 'kW'] as const),
  ].filter((field) => field !== false);
  return fields.map(([name, unit]) => (
    <TextInput
      key={name}
      label={t(`tariff:week.stand.${name}`)}
      placeholder={name === 'idle' ? t('tariff:week.afterGrace') : ''}
      value={value[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      inputMode="decimal"
      rightSection={<span aria-hidden>{unit}</span>}
      rightSectionWidth={44}
      w={160}
    />
  ));
}
