import { acceptanceWords } from '@stationmaster/domain';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useLocale } from '../../locale.ts';

const looks: Readonly<Record<string, { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  pending: { tone: 'away', shape: 'ring' },
  running: { tone: 'soon', shape: 'ring' },
  passed: { tone: 'free', shape: 'check' },
  failed: { tone: 'broken', shape: 'cross' },
  skipped: { tone: 'closed', shape: 'bar' },
  cancelled: { tone: 'closed', shape: 'bar' },
};

/** How a test or a step of it stands: word, colour and shape. */
export function RunState({ status }: { status: keyof typeof looks }) {
  const words = useAcceptanceWords();
  return (
    <ToneBadge {...(looks[status] ?? { tone: 'away', shape: 'ring' })}>
      {(words.status as Record<string, string>)[status] ?? status}
    </ToneBadge>
  );
}

/** The sentences of the test, which the report on paper has too. */
export const useAcceptanceWords = () => acceptanceWords(useLocale());
