import { Button, Group, MultiSelect } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useSiteChoice } from '../../components/site-select.tsx';
import { useLocale } from '../../locale.ts';
import type { Allowance } from './allowance-fields.tsx';
import { bodyOf } from './body.ts';
import { EditingProvider } from './editing.tsx';
import { emptyPrice, type Fields, fieldsOf, newKey, type RuleFields, type TariffBody } from './fields.ts';
import { nobody } from './look.tsx';
import { usePriceSeries } from './market.ts';
import { RuleCard } from './rule-card.tsx';
import { sentencesOf, wholeSentences } from './say.ts';
import { separatorOf } from './separator.ts';
import { useSpeech } from './speech.ts';
import classes from './tariff.module.css';
import { type Template, templateFields, templates } from './templates.ts';
import { toThousandths } from './typed.ts';
import { useSaveTariff } from './use-save.ts';
import { HeadFields, WholeFields } from './whole-fields.tsx';

const TryDraft = lazily(async () => (await import('./try-draft.tsx')).TryDraft);
const AllowanceFields = lazily(async () => (await import('./allowance-fields.tsx')).AllowanceFields);

// The engine is a download of its own, fetched when there is a price to reckon with.
const Example = lazily(async () => (await import('./example.tsx')).Example);
const ToldNote = lazily(async () => (await import('./told.tsx')).ToldNote);
const WeekPicture = lazily(async () => (await import('./week-picture.tsx')).WeekPicture);

/** A tariff in blocks: sentences, a week and an example follow every key. */
export function Editor({ tariff, currency, template }: { tariff?: Tariff; currency: string; template: Template | null }) {
  const { t } = useTranslation('tariff');
  const locale = useLocale();
  const separator = separatorOf(locale);
  const series = usePriceSeries().data?.items.find(({ kind }) => kind === 'price')?.name ?? '';
  const fresh = (chosen: Template, of: string) =>
    templateFields(chosen, { currency: of, separator, series, name: (key) => t(`tariff:template.step.${key}`) });
  const [fields, setFields] = useState<Fields>(() => (tariff ? fieldsOf(tariff, separator) : fresh(template ?? 'plain', currency)));
  const [chosen, setChosen] = useState<Template>(template ?? 'plain');
  const [look, setLook] = useState(nobody);
  const [allowance, setAllowance] = useState<Allowance>({ name: t('tariff:allowance.firstName'), kWh: '30', per: 'day', groupId: null });
  const [tried, setTried] = useState(false);
  const [trying, setTrying] = useState(false);
  const [taken, setTaken] = useState<string[] | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { body, faults } = useMemo(() => bodyOf(fields), [fields]);
  const speech = useSpeech();
  const sentences = sentencesOf(body, speech);
  // A price that cannot be read is none, not one of nought.
  const readable = sentences.filter(({ element, component }) => faults[`rules.${element}.prices.${component}.price`] === undefined);
  const places = useSitesWithoutPrice(fields.currency);
  const siteIds = (taken ?? places.map(({ value }) => value)).filter((id) => places.some(({ value }) => value === id)).map(Number);
  const plan = !tariff && chosen === 'allowance' ? allowance : null;
  const planFaults = plan === null ? {} : allowanceFaults(plan);
  const save = useSaveTariff(tariff);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const showFaults = () => {
    setTried(true);
    // After the faults have been drawn.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), 0);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(faults).length === 0 && Object.keys(planFaults).length === 0) save.mutate({ body, siteIds, plan });
    else showFaults();
  };
  const canReckon = Object.keys(faults).every((path) => path === 'name');
  const shown = useLastGood(body, canReckon);
  return (
    <EditingProvider value={{ currency: fields.currency, separator, faults, tried }}>
      <form onSubmit={submit} noValidate ref={form}>
        <div className={classes.editor}>
          <div className={classes.blocks}>
            {!tariff && (
              <Templates
                chosen={chosen}
                onChoose={(next) => {
                  setChosen(next);
                  setFields({ ...fresh(next, fields.currency), name: fields.name, tax: fields.tax, taxIncluded: fields.taxIncluded });
                }}
              />
            )}
            <HeadFields value={fields} onChange={set} />
            <Rules rules={fields.rules} sentences={readable} onChange={(rules) => set({ rules })} fault={faults['rules']} />
            {plan !== null && (
              <AllowanceFields value={plan} onChange={(change) => setAllowance({ ...plan, ...change })} faults={tried ? planFaults : {}} />
            )}
            <WholeFields value={fields} onChange={set} />
            {shown && <ToldNote tariff={shown} />}
            {!tariff && places.length > 0 && (
              <MultiSelect
                label={t('tariff:sites')}
                description={t('tariff:sitesHint')}
                data={places}
                value={siteIds.map(String)}
                onChange={setTaken}
                searchable
                clearable
              />
            )}
            {tariff && <p className={classes.hint}>{t('tariff:versionNote')}</p>}
            {tried && Object.keys(faults).length > 0 && (
              <p role="alert" className={classes.alert}>
                {t('tariff:fault.some')}
              </p>
            )}
            {save.error && <ErrorNote error={save.error} />}
            <Group justify="flex-end" className={classes.actions}>
              <Button
                variant="default"
                leftSection={<IconFlask size={16} aria-hidden />}
                onClick={() => (canReckon ? setTrying(true) : showFaults())}
              >
                {t('tariff:tryOut')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t(tariff ? 'tariff:save' : 'tariff:add')}
              </Button>
            </Group>
          </div>
          <aside className={classes.beside} aria-label={t('tariff:beside')}>
            <section className={classes.example} aria-labelledby="words">
              <h3 className={classes.boxName} id="words">
                {t('tariff:inWords')}
              </h3>
              <ul className={classes.words}>
                {[...readable.map(({ text }) => text), ...wholeSentences(body, speech)].map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </section>
            {shown === null ? (
              <p className={classes.hint}>{t('tariff:example.wait')}</p>
            ) : (
              <Example
                tariff={shown}
                sentences={sentences}
                look={look}
                onLook={(change) => setLook({ ...look, ...change })}
                allowance={plan === null ? undefined : { name: plan.name, energyWh: toThousandths(plan.kWh) ?? 0 }}
              />
            )}
          </aside>
        </div>
        <div className={classes.wide}>
          {shown && <WeekPicture tariff={shown} sentences={sentences} look={look} onLook={(change) => setLook({ ...look, ...change })} />}
        </div>
      </form>
      {/* Outside of the form: what is sent in a dialog would be sent here, too. */}
      {trying && <TryDraft draft={{ body, tariffId: tariff?.id ?? null, hasPlan: plan !== null }} onClose={() => setTrying(false)} />}
    </EditingProvider>
  );
}

/** The tariff as it was when it last could be reckoned with: a half-written number must not take the example away. */
function useLastGood(body: TariffBody, isGood: boolean): TariffBody | null {
  const last = useRef<TariffBody | null>(null);
  if (isGood) last.current = body;
  return last.current;
}

function Templates({ chosen, onChoose }: { chosen: Template; onChoose: (template: Template) => void }) {
  const { t } = useTranslation('tariff');
  return (
    <fieldset className={classes.templates}>
      <legend>{t('tariff:template.title')}</legend>
      {templates.map((one) => (
        <button key={one} type="button" className={classes.template} aria-pressed={chosen === one} onClick={() => onChoose(one)}>
          <strong>{t(`tariff:template.${one}.name`)}</strong>
          <span>{t(`tariff:template.${one}.text`)}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface RulesProps {
  rules: RuleFields[];
  sentences: ReturnType<typeof sentencesOf>;
  onChange: (rules: RuleFields[]) => void;
  fault: string | undefined;
}

function Rules({ rules, sentences, onChange, fault }: RulesProps) {
  const { t } = useTranslation('tariff');
  const move = (from: number, to: number | null) => {
    const rule = rules[from];
    if (rule === undefined) return;
    const rest = rules.filter((_, index) => index !== from);
    if (to === null) onChange(rest);
    else if (to === from) onChange(rules.toSpliced(from + 1, 0, copyOf(rule)));
    else onChange(rest.toSpliced(to, 0, rule));
  };
  return (
    <section aria-labelledby="rules">
      <h2 className={classes.rulesName} id="rules">
        {t('tariff:rule.title')}
      </h2>
      {rules.length > 1 && <p className={classes.hint}>{t('tariff:rule.order')}</p>}
      {rules.map((rule, index) => (
        <RuleCard
          key={rule.key}
          index={index}
          count={rules.length}
          value={rule}
          sentences={sentences.filter(({ element }) => element === index)}
          onChange={(next) => onChange(rules.with(index, next))}
          onMove={(to) => move(index, to)}
        />
      ))}
      {fault && (
        <p role="alert" className={classes.alert}>
          {t(`tariff:fault.${fault}`)}
        </p>
      )}
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() =>
            onChange([{ key: newKey(), prices: [emptyPrice('ENERGY')], when: { time: { from: '22:00', until: '06:00' } } }, ...rules])
          }
        >
          {t('tariff:rule.addBefore')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...rules, { key: newKey(), prices: [emptyPrice('ENERGY')], when: {} }])}
        >
          {t('tariff:rule.addAfter')}
        </Button>
      </Group>
    </section>
  );
}

function copyOf(rule: RuleFields): RuleFields {
  return {
    key: newKey(),
    when: structuredClone(rule.when),
    prices: rule.prices.map((price) => ({ ...structuredClone(price), key: newKey() })),
  };
}

function allowanceFaults({ kWh, groupId }: Allowance): { kWh?: string; groupId?: string } {
  const energy = toThousandths(kWh);
  return { ...(energy === null && { kWh: 'number' }), ...(groupId === null && { groupId: 'missing' }) };
}

/** Where a new price in this currency is missing. */
function useSitesWithoutPrice(currency: string): { value: string; label: string }[] {
  const sites = useSiteChoice().data?.items ?? [];
  return sites
    .filter((site) => site.tariffId === null && site.currency === currency)
    .map((site) => ({ value: String(site.id), label: site.name }));
}
