import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './notes.module.css';

/** A value to take elsewhere: shown whole, copied with one press. */
export function CopyField({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation();
  return (
    <div>
      {label && <div className={classes.copyLabel}>{label}</div>}
      <div className={classes.copy}>
        <span className={classes.copyValue}>{value}</span>
        <CopyButton value={value} timeout={1800}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={copy}
              aria-label={`${t('copy')}: ${label ?? value}`}
              leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
