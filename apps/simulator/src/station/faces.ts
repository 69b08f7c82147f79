import type { Version } from '@stationmaster/ocpp';
import { face2x } from '../v2x/face.ts';
import { face16 } from '../v16/face.ts';
import type { Face } from './face.ts';

export const faces: Readonly<Record<Version, Face>> = { 'ocpp1.6': face16, 'ocpp2.0.1': face2x('ocpp2.0.1'), 'ocpp2.1': face2x('ocpp2.1') };
