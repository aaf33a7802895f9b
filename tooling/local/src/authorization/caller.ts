/** Who sends a request. */
export type Caller = RootCaller | SessionCaller;

/** The account's root user, which may do everything: whoever has a key that STS did not give out. */
export interface RootCaller {
  readonly kind: 'root';
  readonly accessKeyId: string;
}

/** Somebody who assumed a role. */
export interface SessionCaller {
  readonly kind: 'session';
  /** `arn:aws:sts::000000000000:assumed-role/deployer/run-7` */
  readonly arn: string;
  /** `AROA…:run-7` */
  readonly userId: string;
  readonly roleArn: string;
  readonly accessKeyId: string;
  /** Policies that whoever assumed the role put on top: they only take away. */
  readonly sessionPolicies: readonly string[];
}

export const rootCaller = (accessKeyId: string): RootCaller => ({ kind: 'root', accessKeyId });
