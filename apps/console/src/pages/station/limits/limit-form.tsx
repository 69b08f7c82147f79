import { NumberInput, Select } from '@mantine/core';
import { fromChargingProfile, toChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, profileProblems } from '@stationmaster/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChargingLimits, HeldProfile } from '../../../api.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { currentMoment } from '../../../now.ts';
import type { CommandRequest } from '../use-command.ts';
import { FormPreview } from './form-preview.tsx';
import { abilitiesOf } from './knowledge.ts';
import { emptyFields, faultOf, fieldsOf, freeLevel, type LimitFields, profileOf, purposes, rhythms } from './limit-fields.ts';
import { problemText } from './limit-words.ts';
import classes from './limits.module.css';
import { RowFields } from './row-fields.tsx';
import { SpanFields } from './span-fields.tsx';

interface Props {
  limits: ChargingLimits;
  evseId: number;
  /** The one to change; null: a new one. */
  held: HeldProfile | null;
  onSend: (request: CommandRequest) => void;
  onClose: () => void;
}

/** A limit as a person thinks of it: what for, where, when, how much; and a picture of what comes of it. */
export function LimitForm({ limits, evseId, held, onSend, onClose }: Props) {
  const { t } = useTranslation('limits');
  const [now] = useState(currentMoment);
  const zone = limits.known.timeZone;
  const [fields, setFields] = useState<LimitFields>(() => startOf({ held, zone, now, evseId, limits }));
  const set = (change: Partial<LimitFields>) => setFields((before) => settled({ ...before, ...change }, before, limits));
  const transactionId = limits.known.evses.find(({ id }) => id === fields.evseId)?.transaction?.id ?? null;
  const knowsLocalTime = limits.known.version === 'ocpp2.1' && limits.abilities.features?.includes('UseLocalTime') === true;
  const fault = faultOf(fields);
  const profile = fault === null ? profileOf(fields, { zone, now, transactionId, knowsLocalTime }) : null;
  const problems = profile === null ? [] : problemsOf(profile, limits, now);
  const places = limits.known.evses.map(({ id }) => ({ value: String(id), label: t('limits:plug', { plug: id }) }));
  const submit = () => {
    if (profile === null || problems.length > 0) return;
    const limit = profile.schedules[0]?.periods[0]?.limit;
    if (held?.profile.kind === 'Dynamic' && profile.kind === 'Dynamic' && limit !== undefined)
      return onSend({ verb: 'updateDynamicSchedule', profileId: profile.id, values: { limit } });
    const { id, ...rest } = fromChargingProfile(profile);
    onSend({ verb: 'setChargingProfile', profile: fields.id === null ? rest : { ...rest, id } });
  };
  return (
    <FormDialog
      title={fields.id === null ? t('limits:form.set') : t('limits:form.change', { id: fields.id })}
      onClose={onClose}
      onSubmit={submit}
      action={t('limits:form.send')}
      disabled={profile === null || problems.length > 0}
      size="lg"
    >
      <div className={classes.pair}>
        <Select
          label={t('limits:form.purpose')}
          value={fields.purpose}
          onChange={(value) => set({ purpose: purposes.find((one) => one === value) ?? 'TxDefaultProfile' })}
          data={offered(limits).map((value) => ({ value, label: t(`limits:form.purposes.${value}`) }))}
          allowDeselect={false}
        />
        <Select
          label={t('limits:form.plug')}
          value={String(fields.evseId)}
          disabled={fields.purpose === 'ChargingStationMaxProfile'}
          onChange={(value) => set({ evseId: Number(value ?? 0) })}
          data={fields.purpose === 'TxProfile' ? places : [{ value: '0', label: t(wholeWords(fields)) }, ...places]}
          allowDeselect={false}
        />
        <Select
          label={t('limits:form.rhythm')}
          value={fields.rhythm}
          onChange={(value) => set({ rhythm: rhythms.find((one) => one === value) ?? 'always' })}
          data={rhythmsFor(fields, limits).map((value) => ({ value, label: t(`limits:form.rhythms.${value}`) }))}
          allowDeselect={false}
        />
        <Select
          label={t('limits:form.unit')}
          value={fields.unit}
          onChange={(value) => set({ unit: value === 'W' ? 'W' : 'A' })}
          data={(['A', 'W'] as const).map((value) => ({ value, label: t(`limits:units.${value}`) }))}
          allowDeselect={false}
        />
      </div>
      {fields.rhythm === 'once' && <SpanFields fields={fields} zone={zone} onChange={set} />}
      <RowFields fields={fields} onChange={(rows) => set({ rows })} />
      {(fields.rhythm === 'daily' || fields.rhythm === 'weekly') && (
        <p className="sm-quiet" style={{ margin: 0, fontSize: 13 }}>
          {t('limits:form.zone', { zone })}
        </p>
      )}
      <NumberInput
        label={t('limits:form.level')}
        description={t('limits:form.levelHint')}
        value={fields.stackLevel}
        onChange={(value) => set({ stackLevel: Number(value) || 0 })}
        min={0}
        max={limits.abilities.maxStackLevel ?? 100}
        maw={280}
      />
      {(fault !== null || problems.length > 0) && (
        <ul className={classes.problems} role="status">
          {fault !== null && <li>{t(`limits:fault.${fault}`)}</li>}
          {problems.map((problem) => (
            <li key={`${problem.code}/${problem.path}`}>{problemText(problem, t)}</li>
          ))}
        </ul>
      )}
      <FormPreview fields={fields} profile={profile} limits={limits} now={now} />
    </FormDialog>
  );
}

const wholeWords = ({ purpose }: LimitFields) =>
  purpose === 'ChargingStationMaxProfile' ? 'limits:wholeStation' : 'limits:form.everyPlug';

interface Start {
  held: HeldProfile | null;
  zone: string;
  now: number;
  evseId: number;
  limits: ChargingLimits;
}
function startOf({ held, zone, now, evseId, limits }: Start): LimitFields {
  const known = held === null ? null : fieldsOf(toChargingProfile(held.profile), zone);
  return known ?? settled(emptyFields(now, evseId), emptyFields(now, -1), limits);
}

/** What goes together: the station as a whole has no plug, a running session one; a new limit counts before the others. */
function settled(fields: LimitFields, before: LimitFields, limits: ChargingLimits): LimitFields {
  const rhythm = rhythmsFor(fields, limits).includes(fields.rhythm) ? fields.rhythm : 'always';
  const placed = { ...fields, rhythm, evseId: placeFor(fields, limits) };
  const isElsewhere = placed.purpose !== before.purpose || placed.evseId !== before.evseId;
  if (placed.id !== null || !isElsewhere) return placed;
  const held = limits.profiles.map(({ profile }) => toChargingProfile(profile));
  return { ...placed, stackLevel: Math.min(freeLevel(held, placed), limits.abilities.maxStackLevel ?? Number.POSITIVE_INFINITY) };
}

function placeFor({ purpose, evseId }: LimitFields, { known: { evses } }: ChargingLimits): number {
  if (purpose === 'ChargingStationMaxProfile') return 0;
  if (purpose !== 'TxProfile' || evseId !== 0) return evseId;
  return (evses.find(({ transaction }) => transaction !== null) ?? evses[0])?.id ?? 0;
}

/** 2.1 has two more, where the station knows them. */
function offered({ known, abilities }: ChargingLimits): (typeof purposes)[number][] {
  const more = known.version === 'ocpp2.1' ? (abilities.additionalPurposes ?? []) : [];
  return purposes.filter((one) => (one !== 'PriorityCharging' && one !== 'LocalGeneration') || more.includes(one));
}

/** Only 2.1 can change a limit while it runs, where the station knows how. */
function rhythmsFor({ purpose }: LimitFields, { known, abilities }: ChargingLimits): (typeof rhythms)[number][] {
  const isDynamic = known.version === 'ocpp2.1' && abilities.features?.includes('DynamicProfiles') === true;
  return rhythms.filter((one) => (one !== 'session' || purpose !== 'ChargingStationMaxProfile') && (one !== 'told' || isDynamic));
}

function problemsOf(profile: ChargingProfile, limits: ChargingLimits, now: number) {
  const installed = limits.profiles.map((one) => toChargingProfile(one.profile));
  // A new one gets the number of the one it replaces, or one of its own.
  const same = installed.find(
    (one) => one.evseId === profile.evseId && one.purpose === profile.purpose && one.stackLevel === profile.stackLevel,
  );
  const transactions = limits.known.evses.flatMap(({ id, transaction }) =>
    transaction === null ? [] : [{ id: transaction.id, evseId: id }],
  );
  const free = Math.max(100_000, ...installed.map(({ id }) => id)) + 1;
  const asSent = profile.id === 0 ? { ...profile, id: same?.id ?? free } : profile;
  const { version } = limits.known;
  return profileProblems(asSent, { version, now, installed, transactions, station: abilitiesOf(limits, profile.evseId) });
}
