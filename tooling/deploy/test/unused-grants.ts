import type { AuthorizationRecord } from '@tooling/local';

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** What a policy allows and none of these requests used: `ReadFunctions lambda:GetAlias`. */
export function unusedGrants(document: string, used: readonly AuthorizationRecord[]): string[] {
  const { Statement: statements } = JSON.parse(document) as { readonly Statement: Statement[] };
  return statements.flatMap(({ Sid, Action, Resource }) =>
    [Action]
      .flat()
      .filter((action) => !used.some((one) => one.action === action && isOn(one, Resource)))
      .map((action) => `${Sid} ${action}`),
  );
}

function isOn({ resource }: AuthorizationRecord, patterns: Statement['Resource']): boolean {
  return [patterns].flat().some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*').replaceAll('?', '.')}$`, 's').test(resource);
  });
}
