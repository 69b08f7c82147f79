import { z } from 'zod';

/** OCPP 1.6 connector n is EVSE n. 0: the station itself. */
export const evseId = z.number().int().min(0);
