import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** ` · Session 7`, for the end of a line. */
export function SessionLink({ id }: { id: number }) {
  const { t } = useTranslation('grid');
  return (
    <>
      {' · '}
      <Link to="/sessions/$sessionId" params={{ sessionId: String(id) } as never} className="sm-link">
        {t('grid:session', { id })}
      </Link>
    </>
  );
}
