/** What a service asks of the policy of a queue or topic. */
export interface ServiceRequest {
  /** `events.amazonaws.com` */
  readonly principal: string;
  /** `sns:Publish` */
  readonly action: string;
  /** ARN of what has the policy. */
  readonly resource: string;
  /** By condition key, in lower case: `aws:sourcearn`. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether a resource's policy lets a service in. A condition that is not known here is not met.
 *
 * @param policy - JSON whose shape was checked
 */
export function resourcePolicyAllows(policy: string, request: ServiceRequest): boolean {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
  const met = [Statement].flat().filter((statement) => isMet(statement, request));
  return (
    met.some(({ Effect }) => Effect === 'Allow') && met.every(({ Effect }) => Effect !== 'Deny')
  );
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function isMet(statement: Statement, { principal, action, resource, context }: ServiceRequest) {
  const { Principal, Action, Resource, Condition = {} } = statement;
  return (
    namesService(Principal, principal) &&
    listOf(Action).some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
    listOf(Resource).some((pattern) => isLike(pattern, resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        const given = context[key.toLowerCase()];
        const test = operators[operator];
        if (given === undefined || test === undefined) return false;
        return listOf(wanted).some((each) => test(each, given));
      }),
    )
  );
}

/** Anybody is any service, too. */
function namesService(principal: unknown, service: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { AWS, Service } = principal as { readonly AWS?: unknown; readonly Service?: unknown };
  return listOf(AWS).includes('*') || listOf(Service).includes(service);
}

const operators: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
};

function isLike(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function listOf(value: unknown): string[] {
  return [value].flat().filter((each): each is string => typeof each === 'string');
}
