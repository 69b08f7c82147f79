import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../api.ts';
import { ToneBadge } from '../../../components/status-badge.tsx';
import classes from './settings.module.css';
import { entriesOf, isOffTarget, isWritable, unitText } from './settings.ts';

/** What a setting is, in words and with its unit; and what it should become. */
export function Value({ variable }: { variable: Variable }) {
  const { t } = useTranslation('settings');
  if (variable.mutability === 'WriteOnly') return <span className="sm-quiet">{t('settings:secret')}</span>;
  return (
    <span className={classes.value}>
      <span>
        <Shown value={variable.value} variable={variable} />
      </span>
      {isOffTarget(variable) && (
        <span className={classes.target}>
          {t('settings:target')} <Shown value={variable.target?.value ?? null} variable={variable} />
        </span>
      )}
    </span>
  );
}

function Shown({ value, variable }: { value: string | null; variable: Variable }) {
  const { t } = useTranslation('settings');
  const { dataType, unit } = variable;
  if (value === null || value === '') return <span className="sm-quiet">{t('settings:blank')}</span>;
  if (dataType === 'boolean' && /^(true|false)$/i.test(value)) return <Truth isTrue={value.toLowerCase() === 'true'} variable={variable} />;
  if (dataType === 'MemberList' || dataType === 'SequenceList')
    return (
      <span className={classes.entries}>
        {entriesOf(value).map((entry) => (
          <span key={entry} className={classes.entry}>
            {entry}
          </span>
        ))}
      </span>
    );
  const isNumber = dataType === 'integer' || dataType === 'decimal';
  return (
    <>
      <span className={isNumber ? 'sm-num' : 'sm-mono'}>{value}</span>
      {isNumber && unit !== null && <span className="sm-quiet"> {unitText(unit)}</span>}
    </>
  );
}

/** What somebody switches is on or off; what is found is so or not, and bad where it should not be. */
function Truth({ isTrue, variable }: { isTrue: boolean; variable: Variable }) {
  const { t } = useTranslation('settings');
  if (isTrue && bad.has(variable.meaning ?? ''))
    return (
      <ToneBadge tone="broken" shape="triangle">
        {t('common:yes')}
      </ToneBadge>
    );
  if (isWritable(variable)) return <span>{t(isTrue ? 'settings:on' : 'settings:off')}</span>;
  return <span>{t(isTrue ? 'common:yes' : 'common:no')}</span>;
}
const bad: ReadonlySet<string> = new Set(['problem', 'tripped', 'overload', 'fallback']);
