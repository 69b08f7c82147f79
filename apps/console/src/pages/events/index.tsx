import { useTranslation } from 'react-i18next';
import { EventList } from '../../components/event-list.tsx';
import { PageHeader } from '../../components/page-header.tsx';

/** What is wrong in the network, since when, and who has seen it. */
export default function EventsPage() {
  const { t } = useTranslation('events');
  return (
    <>
      <PageHeader name={t('events:title')} text={t('events:text')} />
      <EventList />
    </>
  );
}
