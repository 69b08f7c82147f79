import type { Draft } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import { matching, type StoredProfile } from '../station/profiles.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { wireOf } from './charging-profile.ts';
import { pagesOf, words } from './words.ts';

type Report = Sent<'ReportChargingProfiles'>;
type WireProfile = Report['chargingProfile'][number];

/** Profiles in one report. */
const pageSize = 2;

export function getChargingProfiles(
  draft: Draft,
  { requestId, evseId, chargingProfile }: Asked<'GetChargingProfiles'>,
): Obeyed<Said<'GetChargingProfiles'>> {
  const found = matching(draft, {
    ids: chargingProfile.chargingProfileId,
    evseId,
    purpose: chargingProfile.chargingProfilePurpose,
    stackLevel: chargingProfile.stackLevel,
    sources: chargingProfile.chargingLimitSource,
  });
  if (found.length === 0) return { answer: { status: 'NoProfiles' } };
  const after = (): void => {
    for (const message of reportsOf(draft, requestId, found)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** On demand: all that it holds, as if asked with request 0. */
export const sayProfiles: Saying = (draft, evseId) => reportsOf(draft, 0, matching(draft, { evseId: evseId ?? undefined }));

/** A report is about one EVSE and one source; all but the last say that more follows. [P2 K09] */
function reportsOf({ state }: Draft, requestId: number, found: readonly StoredProfile[]) {
  const groups = Map.groupBy(found, ({ profile, source }) => `${profile.evseId} ${source}`);
  const pages = [...groups.values()].flatMap((group) => pagesOf(group, pageSize));
  return pages.flatMap((page, index) => {
    const [head] = page;
    const [first, ...rest] = page.map(({ profile }) => wireOf(state.version, profile)).filter((wire): wire is WireProfile => wire !== null);
    if (head === undefined || first === undefined) return [];
    const { source, profile } = head;
    const report: Report = {
      requestId,
      chargingLimitSource: source as Report['chargingLimitSource'],
      evseId: profile.evseId,
      chargingProfile: [first, ...rest],
      tbc: index < pages.length - 1,
    };
    return [words('ReportChargingProfiles', report)];
  });
}
