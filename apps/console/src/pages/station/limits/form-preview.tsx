import { type ChargingProfile, changedProfiles } from '@stationmaster/domain';
import { useTranslation } from 'react-i18next';
import type { ChargingLimits } from '../../../api.ts';
import { PowerChart } from '../../../components/power-chart.tsx';
import { useLocale } from '../../../locale.ts';
import { knowledgeOf } from './knowledge.ts';
import type { LimitFields } from './limit-fields.ts';
import { limitsAhead, stair } from './limit-lines.ts';
import { amountText, profileText } from './limit-words.ts';

interface Props {
  fields: LimitFields;
  /** null: what is typed makes none. */
  profile: ChargingProfile | null;
  limits: ChargingLimits;
  now: number;
}

/** The limit in words, and what may be charged once it holds beside all others: moves with every key. */
export function FormPreview({ fields, profile, limits, now }: Props) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  if (profile === null) return null;
  const known = knowledgeOf(limits);
  const evseId = fields.evseId === 0 && fields.purpose !== 'ChargingStationMaxProfile' ? (known.evses[0]?.id ?? 0) : fields.evseId;
  const asked = { evseId, unit: fields.unit, from: now, hours: fields.rhythm === 'weekly' ? 168 : 24 };
  const change = { kind: 'set', profile: profile.id === 0 ? { ...profile, id: -2 } : profile } as const;
  const after = { ...known, profiles: changedProfiles(known.version, known.profiles, change) };
  const lines = [
    { label: t('limits:form.preview'), color: '--sm-chart-now', fill: '--sm-chart-fill', points: stair(limitsAhead(after, asked)) },
  ];
  return (
    <div>
      <p style={{ margin: '0 0 8px', fontSize: 14 }}>{profileText(profile, { say: t, locale, zone: known.timeZone })}</p>
      <PowerChart
        label={t('limits:form.preview')}
        lines={lines}
        format={(value, at) => amountText(value, fields.unit, at)}
        {...(fields.rhythm === 'weekly' && { moment: weekMoment })}
        height={150}
      />
    </div>
  );
}

function weekMoment(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}
