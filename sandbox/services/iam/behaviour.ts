/** What of IAM AWS does not document, or has changed: each can be played. */
export interface IamBehaviour {
  /**
   * For how many seconds Update- and DeleteLoginProfile answer EntityTemporarilyUnmodifiable after a password was made or
   * changed. AWS publishes no figure; recordings of 2026 show no such time, which protects least.
   */
  readonly unmodifiableSeconds: number;
  /** Whether a cell of the credential report that holds a comma or a quote is quoted; recorded nowhere. */
  readonly reportQuoting: 'where needed' | 'never';
  /**
   * The credential report as it was recorded in 2026 (times end in Z, the root user's password has dates, an active key
   * comes first), or until 2021.
   */
  readonly reportForm: '2026' | '2021';
}

export const DEFAULT_IAM_BEHAVIOUR: IamBehaviour = {
  unmodifiableSeconds: 0,
  reportQuoting: 'where needed',
  reportForm: '2026',
};
