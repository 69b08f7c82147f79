import type { RawStation } from '../commands/raw-station.ts';

export type Payload = Record<string, unknown>;
interface Line {
  idTag?: string;
  idToken?: { idToken: string; type: string };
  idTagInfo?: Payload;
  idTokenInfo?: Payload;
}
/** A station that keeps its list as the standard says. For tests. */
export class Listed {
  version = 0;
  cards = new Map<string, Payload>();
  readonly updates: Payload[] = [];
  readonly id: string;
  readonly station: RawStation;

  constructor(id: string, station: RawStation) {
    this.id = id;
    this.station = station;
    const is16 = station.version === 'ocpp1.6';
    station.on('GetLocalListVersion', () => ({ result: is16 ? { listVersion: this.version } : { versionNumber: this.version } }));
    station.on('SendLocalList', (payload) => ({ result: { status: this.take(payload as Payload) } }));
    const settings: Record<string, string> = {
      SendLocalListMaxLength: '2',
      ItemsPerMessage: '2',
      LocalAuthListMaxLength: '10',
      LocalAuthListEnabled: 'true',
    };
    station.on('GetConfiguration', (payload) => {
      const [key = ''] = (payload as { key: string[] }).key;
      return { result: key in settings ? { configurationKey: [{ key, readonly: true, value: settings[key] }] } : { unknownKey: [key] } };
    });
    station.on('GetVariables', (payload) => {
      const [{ component, variable }] = (payload as { getVariableData: [{ component: object; variable: { name: string } }] })
        .getVariableData;
      const attributeValue = settings[variable.name];
      const told = attributeValue === undefined ? { attributeStatus: 'UnknownVariable' } : { attributeStatus: 'Accepted', attributeValue };
      return { result: { getVariableResult: [{ component, variable, ...told }] } };
    });
  }

  take(payload: Payload): string {
    this.updates.push(payload);
    const version = Number(payload.listVersion ?? payload.versionNumber);
    const isFull = payload.updateType === 'Full';
    if (!isFull && version <= this.version) return 'VersionMismatch';
    if (isFull) this.cards.clear();
    for (const line of (payload.localAuthorizationList ?? []) as Line[]) {
      const name = line.idTag ?? `${line.idToken?.type}/${line.idToken?.idToken}`;
      const info = line.idTagInfo ?? line.idTokenInfo;
      if (info === undefined) this.cards.delete(name);
      else this.cards.set(name, info);
    }
    this.version = this.cards.size === 0 ? 0 : version;
    return 'Accepted';
  }

  get kinds(): unknown[] {
    return this.updates.map(({ updateType, localAuthorizationList = [] }) => [updateType, (localAuthorizationList as Line[]).length]);
  }
}
