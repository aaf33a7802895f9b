/** Which kind of policy decided. `identity` also where AWS does not say. */
type DenyingPolicy =
  'identity' | 'resource' | 'boundary' | 'scp' | 'rcp' | 'session' | 'endpoint' | 'trust';

/** What somebody may not do, in AWS's words. */
export interface Denial {
  /** ARN; absent where AWS does not say who. */
  readonly principal?: string | undefined;
  /** `lambda:UpdateFunctionCode` */
  readonly action: string;
  /** ARN, or what IAM says in its place: `role hello`. */
  readonly resource?: string | undefined;
  readonly policy: DenyingPolicy;
  /** A Deny statement decided, which no Allow outweighs; else an Allow is missing. */
  readonly isExplicit: boolean;
  /** Of the policy that denies, where AWS tells. */
  readonly policyArn?: string | undefined;
}

const kinds: readonly (readonly [RegExp, DenyingPolicy])[] = [
  [/resource-based/, 'resource'],
  [/permissions boundary/, 'boundary'],
  [/service control/, 'scp'],
  [/resource control/, 'rcp'],
  [/session/, 'session'],
  [/VPC endpoint/, 'endpoint'],
  [/trust/, 'trust'],
];

// S3 puts the resource between quotation marks, IAM names some by kind and name.
const sentence =
  /(?:User: (?<principal>\S+) is )?not authorized to perform:? (?<action>[\w-]+:\w+)(?: on(?: resource:)? "?(?<resource>(?:role |user |policy )?[^\s"]+)"?)?(?<reason>.*)/is;

/**
 * Reads the sentence in which AWS refuses something for want of a permission. Its forms:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 *
 * @returns undefined for any other message
 */
export function readDenial(message: string): Denial | undefined {
  const groups = sentence.exec(message)?.groups;
  if (groups === undefined) return undefined;
  const { principal, action = '', resource, reason = '' } = groups;
  const explicit =
    /with an explicit deny(?: in (?:an? |the )?(?<kind>[^:]*))?(?:: (?<arn>arn:\S+))?/i;
  const denied = explicit.exec(reason);
  const missing = /because no (?<kind>.*?) allows/i.exec(reason);
  const words = denied?.groups?.kind ?? missing?.groups?.kind ?? '';
  return {
    principal,
    action,
    resource,
    policy: kinds.find(([pattern]) => pattern.test(words))?.[1] ?? 'identity',
    isExplicit: denied !== null,
    policyArn: denied?.groups?.arn,
  };
}
