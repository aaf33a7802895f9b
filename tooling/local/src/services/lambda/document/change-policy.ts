import type { FunctionDocument, Moment, PolicyStatement } from './function-document.ts';
import { own } from './own.ts';

/** Adds a statement to the policy of a qualifier, and makes the policy where there is none. */
export function addStatement(
  document: FunctionDocument,
  qualifier: string,
  statement: PolicyStatement,
  moment: Moment,
): FunctionDocument {
  const statements = [...(own(document.policies, qualifier)?.statements ?? []), statement];
  return withStatements(document, qualifier, statements, moment);
}

/** A policy without statements is no policy. */
export function removeStatement(
  document: FunctionDocument,
  qualifier: string,
  sid: string,
  moment: Moment,
): FunctionDocument {
  const before = own(document.policies, qualifier)?.statements ?? [];
  const statements = before.filter((statement) => statement.sid !== sid);
  return withStatements(document, qualifier, statements, moment);
}

function withStatements(
  document: FunctionDocument,
  qualifier: string,
  statements: readonly PolicyStatement[],
  moment: Moment,
): FunctionDocument {
  const { [qualifier]: _before, ...others } = document.policies;
  if (statements.length === 0) return { ...document, policies: others };
  const policy = { revisionId: moment.newId(), statements };
  return { ...document, policies: { ...others, [qualifier]: policy } };
}
