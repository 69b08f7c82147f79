import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Station, type Variable } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import type { CommandSender } from '../use-command.ts';
import { firstIn, freeSlot, type Profile, profilesOf } from './profiles.ts';
import classes from './settings.module.css';

const ProfileDialog = lazily(async () => (await import('./profile-dialog.tsx')).ProfileDialog);

interface Props {
  station: Station;
  variables: readonly Variable[];
  command: CommandSender;
}

/** By which ways a 2.x station reaches us, and which it tries first. */
export function NetworkProfiles({ station, variables, command }: Props) {
  const { t } = useTranslation('settings');
  const operator = useMay('operator');
  const [setting, set] = useDisclosure(false);
  const is2x = station.protocol !== null && station.protocol !== 'ocpp1.6';
  const { data } = useQuery({
    queryKey: keys.records(station.id, 'networkProfile'),
    queryFn: () => api.listStationRecords({ params: { stationId: station.id }, query: { kind: 'networkProfile' } }),
    enabled: is2x,
  });
  if (!is2x) return null;
  const profiles = profilesOf(data?.items ?? [], variables);
  const usable = operator && station.connected && !command.waiting;
  return (
    <section className={`sm-panel ${shared.box}`} style={{ marginTop: 14 }} aria-label={t('settings:network.title')}>
      <div className={shared.boxHead} style={{ marginBottom: 0 }}>
        <div>
          <h2 className={shared.heading}>{t('settings:network.title')}</h2>
          <p className="sm-quiet" style={{ margin: '4px 0 0', fontSize: 13 }}>
            {t('settings:network.text')}
          </p>
        </div>
        {operator && (
          <Button variant="default" disabled={!usable} onClick={set.open}>
            {t('settings:network.set')}
          </Button>
        )}
      </div>
      {profiles.length > 0 && (
        <ul className={classes.profiles}>
          {profiles.map((profile) => (
            <ProfileRow
              key={profile.slot}
              profile={profile}
              {...(usable
                ? {
                    onFirst: () =>
                      command.send({
                        verb: 'writeConfiguration',
                        variables: [
                          { component: 'OCPPCommCtrlr', variable: 'NetworkConfigurationPriority', value: firstIn(profile.slot, profiles) },
                        ],
                      }),
                  }
                : {})}
            />
          ))}
        </ul>
      )}
      {setting && (
        <ProfileDialog
          is21={station.protocol === 'ocpp2.1'}
          slot={freeSlot(profiles, variables)}
          taken={profiles.filter(({ url }) => url !== '').map(({ slot }) => slot)}
          onClose={set.close}
          onSet={(slot, profile) => {
            command.send({ verb: 'setNetworkProfile', slot, profile });
            set.close();
          }}
        />
      )}
    </section>
  );
}

function ProfileRow({ profile, onFirst }: { profile: Profile; onFirst?: () => void }) {
  const { t } = useTranslation('settings');
  const { slot, url, securityProfile, rank, isActive } = profile;
  return (
    <li className={classes.profile}>
      <span className={classes.badges}>
        <strong>{t('settings:network.slot', { slot })}</strong>
        <span className={`sm-mono ${classes.name}`}>{url || t('settings:network.unknown')}</span>
        {profile.interface && <span className="sm-quiet">{profile.interface}</span>}
        {securityProfile !== null && <span className="sm-quiet">{t('settings:network.security', { number: securityProfile })}</span>}
        {isActive && (
          <ToneBadge tone="free" shape="check">
            {t('settings:network.active')}
          </ToneBadge>
        )}
        {rank !== null && <span className="sm-quiet">{t('settings:network.rank', { rank })}</span>}
      </span>
      {onFirst && rank !== 1 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onFirst}>
          {t('settings:network.first')}
        </Button>
      )}
    </li>
  );
}
