import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type FullSession } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { keys } from '../../queries.ts';
import { BillPanel } from './bill-panel.tsx';
import { Course } from './course.tsx';
import { Plate } from './plate.tsx';
import { Remarks } from './remarks.tsx';
import classes from './session.module.css';
import { StationWord } from './station-word.tsx';
import { litBy, stretchesOf } from './stretches.ts';
import { usePointing } from './use-pointing.ts';

/** Only what has ended is checked. */
const CheckPanel = lazily(async () => (await import('./check-panel.tsx')).CheckPanel);

/** How it went beside what it cost: what is pointed at in one lights up in the other. */
export function CourseTab({ session }: { session: FullSession }) {
  const pointing = usePointing();
  const { data: bill, error } = useQuery({
    queryKey: keys.bill(session.id),
    queryFn: () => api.sessionBill({ params: { sessionId: session.id } }),
  });
  const stretches = useMemo(() => (bill ? stretchesOf(bill) : []), [bill]);
  const lit = useMemo(() => litBy(stretches, pointing.pointed), [stretches, pointing.pointed]);
  return (
    <div className={classes.columns}>
      <Course session={session} bill={bill} stretches={stretches} lit={lit.stretches} pointing={pointing} />
      <div className={`${classes.stack} ${classes.side}`}>
        <BillPanel session={session} bill={bill} error={error} lit={lit.lines} pointing={pointing} />
        <Plate session={session} />
        <StationWord session={session} />
      </div>
      <div className={classes.stack}>
        <Remarks session={session} />
        {session.status === 'ended' && <CheckPanel session={session} />}
      </div>
    </div>
  );
}
