import { Button } from '@mantine/core';
import { StatusShape } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import classes from './notes.module.css';

/**
 * What happened, what it means and what to do, with a code to quote. Codes have their own sentence below
 * `common:errors`; where there is none, the server's own words are better than ours.
 */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, i18n } = useTranslation();
  const api = error instanceof ApiError ? error : null;
  const code = api?.code ?? 'page';
  const known = i18n.exists(`errors.${code}`);
  const title = known ? t(`errors.${code}`) : api ? api.message : t('errors.page');
  const quote = [code, api?.requestId].filter(Boolean).join(' · ');
  return (
    <div className={classes.error} role="alert">
      <StatusShape shape="triangle" size={18} />
      <div style={{ minWidth: 0 }}>
        <div style={{ fontWeight: 560 }}>{title}</div>
        {api?.details.map((detail) => (
          <div key={detail.path} style={{ fontSize: 13.5 }}>
            {detail.code && i18n.exists(`problems:${detail.code}`)
              ? t(`problems:${detail.code}`, { value: detail.value ?? '–', allowed: detail.allowed ?? '–' })
              : `${detail.path.replace(/^(body|query)\./, '')}: ${detail.message}`}
          </div>
        ))}
        <div className={classes.quote}>
          <span>{t('error.quote', { code: quote })}</span>
          {retry && (
            <Button size="compact-xs" variant="default" onClick={retry}>
              {t('error.retry')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
