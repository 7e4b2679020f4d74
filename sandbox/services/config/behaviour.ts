/** What of AWS Config AWS does not document: each can be played. */
export interface ConfigBehaviour {
  /** Whether automatic remediation starts again for a resource that is reported NON_COMPLIANT once more. */
  readonly repeatedNonCompliant: 'starts' | 'ignored';
}

/** The harder case for a runbook. */
export const DEFAULT_CONFIG_BEHAVIOUR: ConfigBehaviour = { repeatedNonCompliant: 'starts' };
