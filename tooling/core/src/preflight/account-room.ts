/** What an account has room for in a region: GetAccountSettings tells. */
export interface AccountRoom {
  readonly codeStorageBytes: { readonly limit: number; readonly used: number };
  /** Concurrent executions that no function has reserved. */
  readonly unreservedConcurrency: number;
}
