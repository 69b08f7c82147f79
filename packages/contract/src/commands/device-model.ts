import { z } from 'zod';
import { variableAddress } from './configuration.ts';

/** A component, or with a variable one variable of it. */
export const componentAddress = variableAddress.omit({ attribute: true }).extend({
  component: z.string().min(1).max(50),
  variable: z.string().min(1).max(50).optional(),
});
export const reportBases = ['ConfigurationInventory', 'FullInventory', 'SummaryInventory'] as const;
export const componentCriteria = ['Active', 'Available', 'Enabled', 'Problem'] as const;
export const networkInterfaces = [
  'Wired0',
  'Wired1',
  'Wired2',
  'Wired3',
  'Wireless0',
  'Wireless1',
  'Wireless2',
  'Wireless3',
  'Any',
] as const;
export const apnAuthentications = ['NONE', 'PAP', 'CHAP', 'AUTO'] as const;
export const vpnTypes = ['IKEv2', 'IPSec', 'L2TP', 'PPTP'] as const;

/** How a station reaches its CSMS. Longest texts: those of 2.1; 2.0.1 takes less. */
export const networkProfile = z.object({
  csmsUrl: z
    .url({ protocol: /^wss?$/ })
    .max(2000)
    .describe('Without the identity of the station'),
  interface: z.enum(networkInterfaces).describe('Any: 2.1 only'),
  messageTimeout: z.number().int().min(1).max(3600).describe('Seconds'),
  securityProfile: z.number().int().min(0).max(3),
  identity: z.string().max(48).optional().describe('2.1 only'),
  basicAuthPassword: z.string().max(64).optional().describe('2.1 only'),
  apn: z
    .object({
      apn: z.string().max(2000),
      apnAuthentication: z.enum(apnAuthentications),
      apnUserName: z.string().max(50).optional(),
      apnPassword: z.string().max(64).optional(),
      simPin: z.number().int().optional(),
      preferredNetwork: z.string().max(6).optional(),
      useOnlyPreferredNetwork: z.boolean().optional(),
    })
    .optional(),
  vpn: z
    .object({
      type: z.enum(vpnTypes),
      server: z.string().max(2000),
      user: z.string().max(50),
      group: z.string().max(50).optional(),
      password: z.string().max(64),
      key: z.string().max(255),
    })
    .optional(),
});

/** What a 2.x station can do and how it is set, and the way it reaches us. 1.6 has keys only: see readConfiguration. */
export const deviceModel = [
  z.object({ verb: z.literal('readBaseReport'), reportBase: z.enum(reportBases) }),
  z.object({
    verb: z.literal('getReport'),
    criteria: z.array(z.enum(componentCriteria)).max(4).default([]).describe('Components that are so; empty: any'),
    variables: z.array(componentAddress).max(500).default([]).describe('Empty: all components that meet the criteria'),
  }),
  z.object({ verb: z.literal('setNetworkProfile'), slot: z.number().int().min(0).max(99), profile: networkProfile }),
] as const;
