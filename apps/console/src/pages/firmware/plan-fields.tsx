import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './firmware.module.css';
import { type Plan, type PlanNumber, planLimits, wavesIn } from './plan.ts';

interface Props {
  plan: Plan;
  onChange: (change: Partial<Plan>) => void;
}

/** How an update goes: what one decides each time in sight, the rest folded away with careful values. */
export function PlanFields({ plan, onChange }: Props) {
  const { t } = useTranslation('firmware');
  const count = (field: PlanNumber) => (
    <Whole key={field} field={field} value={plan[field]} onChange={(value) => onChange({ [field]: value })} />
  );
  return (
    <>
      <div className={classes.pair}>
        {count('canary')}
        <Waves plan={plan} onChange={onChange} />
        {count('watchMinutes')}
        <Select
          label={t('firmware:plan.onRegression')}
          data={(['rollBack', 'stop'] as const).map((value) => ({ value, label: t(`firmware:plan.${value}`) }))}
          value={plan.onRegression}
          onChange={(value) => value && onChange({ onRegression: value as Plan['onRegression'] })}
          allowDeselect={false}
        />
      </div>
      <Hours plan={plan} onChange={onChange} />
      <Part name={t('firmware:plan.part.stop')} text={t('firmware:plan.partText.stop')}>
        {count('canaryFailures')}
        {count('failurePercent')}
        {count('lostStations')}
        <div>
          <Whole
            field="sessionPoints"
            value={plan.sessionPoints ?? 10}
            disabled={plan.sessionPoints === null}
            onChange={(sessionPoints) => onChange({ sessionPoints })}
          />
          <Switch
            mt={6}
            size="xs"
            label={t('firmware:plan.watchSessions')}
            checked={plan.sessionPoints !== null}
            onChange={(event) => onChange({ sessionPoints: event.currentTarget.checked ? 10 : null })}
          />
        </div>
      </Part>
      <Part name={t('firmware:plan.part.each')} text={t('firmware:plan.partText.each')}>
        {(['attempts', 'retryMinutes', 'deadlineMinutes', 'returnMinutes'] as const).map(count)}
      </Part>
      <Part name={t('firmware:plan.part.pace')} text={t('firmware:plan.partText.pace')}>
        {(['atOnce', 'proceedPercent', 'giveUpHours'] as const).map(count)}
      </Part>
    </>
  );
}

/** Folded until somebody wants to know. */
function Part({ name, text, children }: { name: string; text: string; children: ReactNode }) {
  return (
    <details className={classes.part}>
      <summary>{name}</summary>
      <p className="sm-quiet">{text}</p>
      <div className={classes.pair}>{children}</div>
    </details>
  );
}

function Whole({
  field,
  value,
  onChange,
  disabled = false,
}: {
  field: keyof typeof planLimits;
  value: number;
  onChange: (value: number) => void;
  disabled?: boolean;
}) {
  const { t } = useTranslation('firmware');
  const [min, max] = planLimits[field];
  return (
    <NumberInput
      label={t(`firmware:plan.${field}`)}
      min={min}
      max={max}
      allowDecimal={false}
      disabled={disabled}
      value={value}
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  );
}

/** Typed as a list; what is no list is said and not taken over. */
function Waves({ plan, onChange }: Props) {
  const { t } = useTranslation('firmware');
  const [text, setText] = useState(plan.waves.join(', '));
  return (
    <TextInput
      label={t('firmware:plan.waves')}
      value={text}
      error={wavesIn(text) === null ? t('firmware:plan.wavesWrong') : undefined}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        const waves = wavesIn(value);
        if (waves !== null) onChange({ waves });
      }}
    />
  );
}

function Hours({ plan: { hours }, onChange }: Props) {
  const { t } = useTranslation('firmware');
  return (
    <>
      <Switch
        label={t('firmware:plan.hours')}
        description={t('firmware:plan.hoursHint')}
        checked={hours !== null}
        onChange={(event) => onChange({ hours: event.currentTarget.checked ? { from: '01:00', to: '05:00' } : null })}
      />
      {hours && (
        <div className={classes.pair}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`firmware:plan.hour.${end}`)}
              value={hours[end]}
              onChange={(event) => onChange({ hours: { ...hours, [end]: event.currentTarget.value } })}
              required
            />
          ))}
        </div>
      )}
    </>
  );
}
