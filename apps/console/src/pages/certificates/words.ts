import { useTranslation } from 'react-i18next';
import type { WatchedCertificate } from '../../api.ts';

/** `CN=Acme Root, O=Acme` → `Acme Root`. */
export function commonName(subject: string): string {
  return /(?:^|, )CN=([^,]+)/.exec(subject)?.[1] ?? subject;
}

export function useWords() {
  const { t } = useTranslation('certificates');
  const whatOf = ({ role, use }: WatchedCertificate): string =>
    role === 'leaf' ? t(`certificates:leaf.${use}`) : t(role === 'root' ? `certificates:root.${use}` : `certificates:intermediate.${use}`);
  return {
    whatOf,
    nameOf: (certificate: WatchedCertificate): string => `${whatOf(certificate)}: ${commonName(certificate.subject)}`,
  };
}
