import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, languages } from '../i18n.ts';

const schemes = ['auto', 'light', 'dark'] as const;

export function SchemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('scheme.label')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as (typeof schemes)[number])}
      data={schemes.map((value) => ({ value, label: t(`scheme.${value}`) }))}
    />
  );
}

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('language.label')}
      value={i18n.language}
      onChange={(value) => void chooseLanguage(value as Language)}
      data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
    />
  );
}
