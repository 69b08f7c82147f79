import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plotInsets } from '../../components/chart-options.ts';
import { energy } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './bill.module.css';
import { useLineText } from './line-text.ts';
import { spanText } from './span-text.ts';
import type { FullBill, Stretch } from './stretches.ts';
import type { Pointing } from './use-pointing.ts';

type Span = readonly [number, number];
interface Shown {
  stretches: readonly Stretch[];
  lit: ReadonlySet<number>;
  span: Span;
}

const place = ({ from, until }: Stretch, [start, end]: Span) => ({
  left: `${((from - start) * 100) / (end - start)}%`,
  width: `${((until - from) * 100) / (end - start)}%`,
});

/** What is lit, shaded behind the curves. */
export function StretchBands({ stretches, lit, span }: Shown) {
  return stretches.map((stretch, index) => (
    <div key={stretch.from} className={classes.band} data-lit={lit.has(index) || undefined} style={place(stretch, span)} />
  ));
}

/** The session's stretches below its curve: one stop of the keyboard, arrows walk through them. */
export function StretchStrip({ bill, stretches, lit, span, pointing }: Shown & { bill: FullBill; pointing: Pointing }) {
  const { t } = useTranslation('bill');
  const describe = useDescription(bill, stretches);
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, stretches.length - 1);
  const { pointed, pinned } = pointing;
  const shown = pointed?.kind === 'stretch' ? stretches[pointed.index] : undefined;
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = list.current?.querySelectorAll('button')[stop + (step ?? 0)];
    if (step === undefined || next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className={classes.strip}>
      <div
        ref={list}
        role="toolbar"
        aria-label={t('bill:strip')}
        className={classes.stretches}
        style={{ marginLeft: plotInsets.left, marginRight: plotInsets.right }}
        onKeyDown={walk}
      >
        {stretches.map((stretch, index) => {
          const own = { kind: 'stretch', index } as const;
          return (
            <button
              key={stretch.from}
              type="button"
              className={classes.stretch}
              style={place(stretch, span)}
              data-state={stretch.state}
              data-lit={lit.has(index) || undefined}
              tabIndex={index === stop ? 0 : -1}
              aria-label={describe(stretch).join('. ')}
              aria-pressed={pinned?.kind === 'stretch' && pinned.index === index}
              onFocus={() => {
                setCurrent(index);
                pointing.point(own);
              }}
              onBlur={() => pointing.point(null)}
              onPointerEnter={() => pointing.point(own)}
              onPointerLeave={() => pointing.point(null)}
              onClick={() => pointing.pin(own)}
            />
          );
        })}
      </div>
      <div className={classes.readout}>
        {shown ? (
          describe(shown).map((text, index) => (
            <div key={text} className={index === 0 ? classes.readoutHead : 'sm-quiet'}>
              {text}
            </div>
          ))
        ) : (
          <div className="sm-quiet">{t('bill:hint')}</div>
        )}
      </div>
      <Legend stretches={stretches} />
    </div>
  );
}

function Legend({ stretches }: { stretches: readonly Stretch[] }) {
  const { t } = useTranslation('bill');
  return (
    <ul className={classes.legend}>
      {[...new Set(stretches.map(({ state }) => state))].map((state) => (
        <li key={state}>
          <i className={classes.swatch} data-state={state} aria-hidden />
          {t(`bill:state.${state}`)}
        </li>
      ))}
    </ul>
  );
}

/** When, what the car did, how much; then what was charged for it. */
function useDescription(bill: FullBill, stretches: readonly Stretch[]): (stretch: Stretch) => string[] {
  const { t } = useTranslation('bill');
  const locale = useLocale();
  const lineText = useLineText(bill.cost?.currency ?? 'EUR');
  const whole = { from: stretches[0]?.from ?? 0, until: stretches.at(-1)?.until ?? 0 };
  return (stretch) => {
    const charged = stretch.lines.flatMap((index) => {
      const line = bill.cost?.lines[index];
      return line === undefined ? [] : [`${lineText.name(line)} · ${lineText.price(line)}`];
    });
    const state = t(`bill:state.${stretch.state}`);
    const head = t('bill:stretch', { span: spanText(stretch, { locale, whole }), state, energy: energy(stretch.energyWh, locale) });
    return [head, ...(charged.length > 0 ? charged : [t('bill:nothing')])];
  };
}
