import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { notifications } from '../notices.tsx';

/** After an update of the server the old page's parts are gone; says so instead of failing on the next click. */
export function UpdateNotice() {
  const { t } = useTranslation();
  useEffect(() => {
    const tell = () => notifications.show({ id: 'update', message: t('updated'), autoClose: false, onClick: () => location.reload() });
    window.addEventListener('vite:preloadError', tell);
    return () => window.removeEventListener('vite:preloadError', tell);
  }, [t]);
  return null;
}
