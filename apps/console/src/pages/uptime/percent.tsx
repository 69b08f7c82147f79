import { useTranslation } from 'react-i18next';
import { useLocale } from '../../locale.ts';

/** 99.97 %; a dash where nothing was observed. `isMet`: whether the rule holds, also as a word. */
export function Percent({ value, isMet }: { value: number | null; isMet?: boolean | null }) {
  const { t } = useTranslation('uptime');
  const locale = useLocale();
  if (value === null) return <span className="sm-quiet">–</span>;
  // Rounded down: 99.999 is not all of it.
  const text = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    roundingMode: 'floor',
  } as Intl.NumberFormatOptions).format(value);
  return (
    <span className="sm-num">
      {text} %{isMet === false && <> · {t('uptime:notMet')}</>}
    </span>
  );
}
