import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBellPlus, IconLock, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { variableName } from '../variable-name.ts';
import classes from './settings.module.css';
import { isWritable, limitsText } from './settings.ts';
import { Value } from './value.tsx';

interface Props {
  variable: Variable;
  meaning: string | undefined;
  /** Absent: this person may not, or the station is away. */
  tools?: { edit: () => void; read: () => void; watch: (() => void) | null };
}

/** One setting: what it is called and for, what it is, what it may be, when it was read, and what one can do with it. */
export function SettingRow({ variable, meaning, tools }: Props) {
  const { t } = useTranslation('settings');
  const name = variableName(variable);
  const limits = limitsText(variable);
  return (
    <li className={classes.row}>
      <span>
        <span className={`sm-mono ${classes.name}`} title={name}>
          {variable.variable}
          {variable.variableInstance && <span className="sm-quiet"> [{variable.variableInstance}]</span>}
        </span>
        {meaning && <span className={`sm-quiet ${classes.meaning}`}>{meaning}</span>}
      </span>
      <Value variable={variable} />
      <span className={classes.facts}>
        {limits && <span className="sm-num">{limits}</span>}
        <span>
          {t('settings:read')} <RelativeTime at={variable.updatedAt} />
        </span>
      </span>
      <span className={classes.tools}>
        {tools && variable.mutability !== 'WriteOnly' && (
          <ActionIcon aria-label={t('settings:readOne', { name })} onClick={tools.read}>
            <IconRefresh size={16} aria-hidden />
          </ActionIcon>
        )}
        {tools?.watch && (
          <ActionIcon aria-label={t('settings:watch', { name })} onClick={tools.watch}>
            <IconBellPlus size={16} aria-hidden />
          </ActionIcon>
        )}
        {isWritable(variable) ? (
          tools && (
            <ActionIcon aria-label={t('settings:change', { name })} onClick={tools.edit}>
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          )
        ) : (
          <Tooltip label={t('settings:readOnly')}>
            <span className={classes.lock} role="img" aria-label={t('settings:readOnly')}>
              <IconLock size={15} aria-hidden />
            </span>
          </Tooltip>
        )}
      </span>
    </li>
  );
}
