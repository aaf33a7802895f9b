import { malformedPolicy } from './iam-errors.ts';

/** A statement of a policy whose shape was checked. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

/**
 * Checks who may assume a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function checkTrustPolicy(document: string): void {
  for (const statement of parseStatements(document)) {
    if ('Resource' in statement || 'NotResource' in statement) {
      throw malformedPolicy('Has prohibited field Resource');
    }
    if (!('Principal' in statement) && !('NotPrincipal' in statement)) {
      throw malformedPolicy('Missing required field Principal');
    }
    const service = servicesOf(statement.Principal).find((name) => !isServiceName(name));
    if (service !== undefined) {
      throw malformedPolicy(`Invalid principal in policy: "SERVICE":${JSON.stringify(service)}`);
    }
    if (!('Action' in statement)) throw malformedPolicy('Missing required field Action');
    if (!listOf(statement.Action).every(isStsAction)) {
      throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
    }
  }
}

/** Checks what an identity may do. @throws AwsError MalformedPolicyDocument */
export function checkIdentityPolicy(document: string): void {
  for (const statement of parseStatements(document)) {
    if ('Principal' in statement || 'NotPrincipal' in statement) {
      throw malformedPolicy('Policy document should not specify a principal.');
    }
    if (!('Action' in statement) && !('NotAction' in statement)) {
      throw malformedPolicy('Policy statement must contain actions.');
    }
    if (!('Resource' in statement) && !('NotResource' in statement)) {
      throw malformedPolicy('Policy statement must contain resources.');
    }
    for (const action of listOf(statement.Action ?? statement.NotAction)) {
      if (action !== '*' && !(typeof action === 'string' && /^[\w-]+:/.test(action))) {
        throw malformedPolicy(
          'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
        );
      }
    }
  }
}

/** The statements of a policy; a policy may have one that is in no list. */
export function parseStatements(document: string): readonly PolicyStatement[] {
  const policy = parseObject(document);
  const { Version, Statement } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw malformedPolicy('The policy must contain a valid version string');
  }
  if (Statement === undefined) throw malformedPolicy('Missing required field Statement');
  const statements = listOf(Statement);
  if (statements.length === 0 || !statements.every(isStatement))
    throw malformedPolicy('Syntax errors in policy.');
  return statements;
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function parseObject(document: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformedPolicy('Syntax errors in policy.');
  }
  return value as Readonly<Record<string, unknown>>;
}

function isStatement(value: unknown): value is PolicyStatement {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const statement = value as Readonly<Record<string, unknown>>;
  return (
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    Object.keys(statement).every((key) => statementKeys.has(key))
  );
}

const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

function servicesOf(principal: unknown): readonly unknown[] {
  if (typeof principal !== 'object' || principal === null || !('Service' in principal)) return [];
  return listOf(principal.Service);
}

/** Which services there are only AWS knows; what none is called can be seen. */
function isServiceName(name: unknown): boolean {
  return (
    typeof name === 'string' &&
    /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/.test(name)
  );
}

function isStsAction(action: unknown): boolean {
  return typeof action === 'string' && /^(sts:.+|\*)$/i.test(action);
}
