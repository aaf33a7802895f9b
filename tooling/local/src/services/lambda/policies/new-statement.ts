import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import type { PolicyStatement } from '../document/function-document.ts';
import { invalidParameter } from '../lambda-errors.ts';

/** The statement that a request adds. Orders of keys as recorded 2025-11-25. */
export function newStatement(input: AddPermissionRequest): PolicyStatement {
  const { StatementId: sid, Action: action, Principal } = input;
  if (sid === undefined || action === undefined || Principal === undefined) {
    throw new Error('A required member is missing after validation');
  }
  const condition = conditionOf(input);
  return {
    sid,
    action,
    principal: principalOf(Principal),
    ...(Object.keys(condition).length > 0 && { condition }),
  };
}

/** A service, an account, the ARN of a user or role, or everybody. */
function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws[a-zA-Z-]*:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal };
  if (/^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(principal)) {
    return { Service: principal };
  }
  throw invalidParameter(
    'The provided principal was invalid. Please check the principal and try again.',
  );
}

type Conditions = Record<string, Record<string, string>>;

function conditionOf(input: AddPermissionRequest): Conditions {
  return withoutEmpty({
    StringEquals: {
      'AWS:SourceAccount': input.SourceAccount,
      'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
      'aws:PrincipalOrgID': input.PrincipalOrgID,
      'lambda:EventSourceToken': input.EventSourceToken,
    },
    Bool: {
      'lambda:InvokedViaFunctionUrl': input.InvokedViaFunctionUrl?.toString(),
    },
    ArnLike: { 'AWS:SourceArn': input.SourceArn },
  });
}

function withoutEmpty(
  conditions: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>,
): Conditions {
  const given: Conditions = {};
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, value] of Object.entries(keys)) {
      if (value !== undefined) given[operator] = { ...given[operator], [key]: value };
    }
  }
  return given;
}
