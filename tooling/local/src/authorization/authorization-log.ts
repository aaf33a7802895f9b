/** One action that was asked for, and what became of it. */
export interface AuthorizationRecord {
  /** `arn:aws:sts::…:assumed-role/…`, or the account's root. */
  readonly caller: string;
  /** Of the root: by which key, since anybody's is taken. */
  readonly accessKeyId?: string | undefined;
  /** What was called: `lambda:GetFunction`, whose actions may be others. */
  readonly operation: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** Which actions were asked for, each once: `GET /_local/authorizations`. */
export interface AuthorizationLog {
  add(record: AuthorizationRecord): void;
  /** In the order of their first time. */
  show(): readonly AuthorizationRecord[];
  reset(): void;
}

/** @param onFirst - called with each that is new */
export function createAuthorizationLog(
  onFirst: (record: AuthorizationRecord) => void = () => undefined,
): AuthorizationLog {
  const records = new Map<string, AuthorizationRecord>();
  return {
    add(record) {
      const key = JSON.stringify(record);
      if (records.has(key)) return;
      records.set(key, record);
      onFirst(record);
    },
    show: () => [...records.values()],
    reset() {
      records.clear();
    },
  };
}
