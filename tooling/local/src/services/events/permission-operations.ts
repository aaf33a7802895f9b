import type { PutPermissionRequest, RemovePermissionRequest } from '@aws-sdk/client-eventbridge';
import type { RequestContext } from '../../service.ts';
import { busArn, type BusDocument, type BusStatement } from './events-documents.ts';
import { noStatement, validation } from './events-errors.ts';
import { requireBus, type EventsStore } from './events-store.ts';

/** Who of other accounts may put events: it is kept and shown. */
export const permissionOperations = (store: EventsStore) => {
  const write = (bus: BusDocument, statements: readonly BusStatement[], { now }: RequestContext) =>
    store.buses.put(bus.name, { ...bus, statements, modifiedAtMs: now().getTime() });

  return {
    async PutPermission(input: PutPermissionRequest, context: RequestContext): Promise<object> {
      const { EventBusName = 'default', Policy, StatementId: Sid } = input;
      const bus = requireBus(store, EventBusName);
      if (Policy !== undefined) {
        await write(bus, parsePolicy(Policy), context);
        return {};
      }
      const others = bus.statements.filter((statement) => statement.Sid !== Sid);
      await write(bus, [...others, statementOf(input, busArn(context, bus.name))], context);
      return {};
    },

    async RemovePermission(
      { EventBusName = 'default', StatementId, RemoveAllPermissions }: RemovePermissionRequest,
      context: RequestContext,
    ): Promise<object> {
      const bus = requireBus(store, EventBusName);
      const rest = bus.statements.filter(({ Sid }) => Sid !== StatementId);
      if (!RemoveAllPermissions && rest.length === bus.statements.length) throw noStatement();
      await write(bus, RemoveAllPermissions ? [] : rest, context);
      return {};
    },
  };
};

function parsePolicy(text: string): BusStatement[] {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: BusStatement | BusStatement[] };
    if (Statement !== undefined) return [Statement].flat();
  } catch {
    // It is said below.
  }
  throw validation('Parameter Policy is not valid. Reason: Policy is malformed.');
}

function statementOf(input: PutPermissionRequest, resource: string): BusStatement {
  const { Action, Principal, StatementId, Condition } = input;
  if (Action === undefined || Principal === undefined || StatementId === undefined) {
    throw validation(
      'Parameter(s) Action, Principal and StatementId, or Policy, must be specified.',
    );
  }
  const { Type = '', Key = '', Value = '' } = Condition ?? {};
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: resource,
    ...(Condition !== undefined && { Condition: { [Type]: { [Key]: Value } } }),
  };
}
