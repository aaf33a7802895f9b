import {
  AddPermissionCommand,
  GetPolicyCommand,
  RemovePermissionCommand,
  type AddPermissionCommandInput,
} from '@aws-sdk/client-lambda';
import { fingerprint } from '@tooling/core';
import { liveAlias } from '../alias.ts';
import type { AwsClients } from '../clients.ts';
import { isAwsError } from '../translate-error.ts';

/** Whom a statement lets in: the members of AddPermission that say so. */
export type Grant = Pick<
  AddPermissionCommandInput,
  | 'Action'
  | 'Principal'
  | 'SourceArn'
  | 'SourceAccount'
  | 'FunctionUrlAuthType'
  | 'InvokedViaFunctionUrl'
>;

/** A statement of a function's resource policy, as far as it is looked at. */
export interface Statement {
  readonly Sid?: string;
  readonly Action?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The resource policy of `live`, with a memory of what was read and written. */
export interface PolicyStatements {
  /** ARNs that statements of ours name as the source of a kind of trigger. */
  sourcesOf(kind: string): Promise<readonly string[]>;
  /** Whether anything of ours is there under the id that this has, whatever it says. */
  has(kind: string, grant: Grant): Promise<boolean>;
  /** Whether ours is there, and says just this. */
  isGranted(kind: string, grant: Grant): Promise<boolean>;
  /** Makes it so; what says something else under its id is replaced. */
  grant(kind: string, grant: Grant): Promise<void>;
  revoke(kind: string, grant: Grant): Promise<void>;
  /** Bytes of the whole policy. */
  sizeBytes(): Promise<number>;
}

/** What all of our statements begin with. */
const ownSidPrefix = 'lambda-deploy-';

/** A statement of ours is found again by its id: AddPermission is refused where the id is there. */
export const sidOf = (kind: string, { SourceArn = '', Action = '' }: Grant): string =>
  `${ownSidPrefix}${kind}-${fingerprint([Action, SourceArn])}`;

export function createPolicyStatements(
  clients: AwsClients,
  functionName: string,
): PolicyStatements {
  const ofLive = { FunctionName: functionName, Qualifier: liveAlias };
  let known: Promise<Map<string, Statement>> | undefined;
  const read = () => (known ??= readStatements(clients, ofLive));
  const remove = async (StatementId: string) => {
    try {
      await clients.lambda.send(new RemovePermissionCommand({ ...ofLive, StatementId }));
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    }
    (await read()).delete(StatementId);
  };
  const add = async (StatementId: string, grant: Grant) => {
    const added = await clients.lambda.send(
      new AddPermissionCommand({ ...ofLive, StatementId, ...grant }),
    );
    const statement = JSON.parse(added.Statement ?? '{}') as Statement;
    (await read()).set(StatementId, statement);
  };
  return {
    async sourcesOf(kind) {
      const statements = [...(await read()).values()];
      const prefix = `${ownSidPrefix}${kind}-`;
      return statements.flatMap(({ Sid = '', Condition }) => {
        const arn = sourceArnOf(Condition);
        return Sid.startsWith(prefix) && arn !== undefined ? [arn] : [];
      });
    },
    has: async (kind, grant) => (await read()).has(sidOf(kind, grant)),
    async isGranted(kind, grant) {
      return says((await read()).get(sidOf(kind, grant)), grant);
    },
    async grant(kind, grant) {
      const sid = sidOf(kind, grant);
      const found = (await read()).get(sid);
      if (says(found, grant)) return;
      if (found !== undefined) await remove(sid);
      try {
        await add(sid, grant);
      } catch (error) {
        // The answer to our own first request was lost, or another deploy added it at this moment.
        if (!isAwsError(error, 'ResourceConflictException')) throw error;
        known = undefined;
        if (says((await read()).get(sid), grant)) return;
        await remove(sid);
        await add(sid, grant);
      }
    },
    revoke: async (kind, grant) => {
      const sid = sidOf(kind, grant);
      if ((await read()).has(sid)) await remove(sid);
    },
    sizeBytes: async () => Buffer.byteLength(JSON.stringify([...(await read()).values()])),
  };
}

async function readStatements(
  { lambda }: AwsClients,
  ofLive: { readonly FunctionName: string; readonly Qualifier: string },
): Promise<Map<string, Statement>> {
  try {
    const { Policy = '{}' } = await lambda.send(new GetPolicyCommand(ofLive));
    const { Statement: statements = [] } = JSON.parse(Policy) as {
      readonly Statement?: readonly Statement[];
    };
    return new Map(statements.map((one) => [one.Sid ?? '', one]));
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return new Map();
    throw error;
  }
}

/** AWS writes the same key in several ways. */
function conditionOf(statement: Statement | undefined, key: string): unknown {
  const entries = Object.values(statement?.Condition ?? {}).flatMap((keys) => Object.entries(keys));
  return entries.find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** What a statement names as the source of the calls that it allows. */
export function sourceArnOf(Condition: Statement['Condition']): string | undefined {
  const found = conditionOf({ Condition }, 'AWS:SourceArn');
  return typeof found === 'string' ? found : undefined;
}

function says(statement: Statement | undefined, grant: Grant): boolean {
  if (statement === undefined) return false;
  const service = (statement.Principal as { readonly Service?: unknown } | undefined)?.Service;
  const isPrincipal =
    grant.Principal === '*'
      ? statement.Principal === '*' ||
        (statement.Principal as { readonly AWS?: unknown } | undefined)?.AWS === '*'
      : service === grant.Principal;
  const conditions: readonly (readonly [string, string | undefined])[] = [
    ['AWS:SourceArn', grant.SourceArn],
    ['AWS:SourceAccount', grant.SourceAccount],
    ['lambda:FunctionUrlAuthType', grant.FunctionUrlAuthType],
    ['lambda:InvokedViaFunctionUrl', grant.InvokedViaFunctionUrl?.toString()],
  ];
  return (
    isPrincipal &&
    statement.Action === grant.Action &&
    conditions.every(([key, value]) => {
      const found = conditionOf(statement, key);
      return found === value;
    })
  );
}
