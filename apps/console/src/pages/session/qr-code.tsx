import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';

/** More than a phone's camera reads from a screen. */
const mostModules = 141;

/** The link as a code: black on white in dark mode too, or cameras do not read it. */
export function QrCode({ link }: { link: string }) {
  const { t } = useTranslation('checks');
  const code = useMemo(() => {
    try {
      const { size, data } = encode(link, { ecc: 'L', border: 4 });
      return size > mostModules ? null : { size, path: pathOf(data) };
    } catch {
      return null;
    }
  }, [link]);
  if (code === null) return <p>{t('checks:signed.qrTooLong')}</p>;
  return (
    <div style={{ display: 'grid', gap: 12, justifyItems: 'center' }}>
      <svg
        viewBox={`0 0 ${code.size} ${code.size}`}
        role="img"
        aria-label={t('checks:signed.qr')}
        shapeRendering="crispEdges"
        style={{ width: '100%', maxWidth: 380, background: '#fff', borderRadius: 8 }}
      >
        <path d={code.path} fill="#000" />
      </svg>
      <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
        {t('checks:signed.scan')}
      </p>
    </div>
  );
}

function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
}
