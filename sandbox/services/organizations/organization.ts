/** An organization with all features. @typeParam Member what the reader needs to know of each account */
export interface Organization<Member> {
  /** e.g. `o-local00aws`. */
  readonly id: string;
  readonly managementAccountId: string;
  readonly accounts: readonly Member[];
  /** Account ids that may act for the management account. */
  readonly delegatedAdministrators: readonly string[];
}

/** Whether the account is the management account or a delegated administrator. */
export function administers(
  { managementAccountId, delegatedAdministrators }: Organization<unknown>,
  accountId: string,
): boolean {
  return accountId === managementAccountId || delegatedAdministrators.includes(accountId);
}
