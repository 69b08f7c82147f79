import { StatusShape } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { SessionCheck } from '../api.ts';
import { energy, power } from '../format.ts';
import { useLocale } from '../locale.ts';
import classes from './findings.module.css';

type Finding = SessionCheck['findings'][number];
const shapes = { hold: 'flag', drop: 'cross', bill: 'check' } as const;

/** What was found, in plain words with its figures, and what the rules make of it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('checks');
  const locale = useLocale();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.list}>
      {findings.map(({ kind, action, detail }) => (
        <li key={kind} data-action={action}>
          <StatusShape shape={shapes[action]} size={14} />
          <div>
            <strong>{t(`checks:finding.${kind}.title`)}</strong>
            <p>{t(`checks:finding.${kind}.text`, shown(detail, locale))}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Energies and powers with their units; all else as it is. */
function shown(detail: Finding['detail'], locale: string): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value];
      if (name.endsWith('Wh')) return [name, energy(value, locale)];
      return [name, name.endsWith('W') ? power(value, locale) : value];
    }),
  );
}
