import type { AlertKind, AlertSeverity, EscalationStep, QuietHours, RuleParameters } from '@stationmaster/domain';

/** Which stations a rule is for; neither: all. */
export interface Scope {
  siteIds?: readonly number[] | undefined;
  /** Identities. */
  stationIds?: readonly string[] | undefined;
}
/** A rule as it is kept. */
export interface Rule {
  id: number;
  tenantId: number;
  name: string;
  kind: AlertKind;
  enabled: boolean;
  severity: AlertSeverity;
  /** Complete. */
  parameters: RuleParameters;
  scope: Scope;
  quiet: QuietHours | null;
  steps: readonly EscalationStep[];
  groupMinutes: number;
  tellEnd: boolean;
  builtin: string | null;
}
