import { isLike } from '../../policies/is-like.ts';
import { listOf, parseStatements, type PolicyStatement } from './check-policy.ts';

/** What somebody wants to do. Without a resource, it is asked whether it may be done to anything. */
export interface Request {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** ARN. */
  readonly resource?: string | undefined;
}

/**
 * Whether policies of one identity allow a request, as far as it can be told: conditions are not
 * evaluated. A statement that allows is taken at its word, one that denies counts only without a
 * condition.
 *
 * @param documents Texts whose shape was checked.
 */
export function allows(documents: readonly string[], request: Request): boolean {
  const statements = documents
    .flatMap((document) => parseStatements(document))
    .filter((statement) => isAbout(statement, request));
  const denied = statements.some(
    ({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined,
  );
  return !denied && statements.some(({ Effect }) => Effect === 'Allow');
}

function isAbout(statement: PolicyStatement, { action, resource }: Request): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const named = matchesSome(Action ?? NotAction, action.toLowerCase(), 'lowerCase');
  if (named !== (Action !== undefined)) return false;
  // Of anything: what denies one thing leaves the others.
  if (resource === undefined) {
    return statement.Effect === 'Allow' || listOf(Resource).includes('*');
  }
  return matchesSome(Resource ?? NotResource, resource) === (Resource !== undefined);
}

/** Actions are the same in any case, ARNs are not. */
function matchesSome(patterns: unknown, text: string, how?: 'lowerCase'): boolean {
  return listOf(patterns).some((pattern) => {
    if (typeof pattern !== 'string') return false;
    return isLike(how === 'lowerCase' ? pattern.toLowerCase() : pattern, text);
  });
}
