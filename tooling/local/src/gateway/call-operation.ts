import { AwsError } from '../aws-error.ts';
import { rootCaller } from '../authorization/caller.ts';
import type { Codec } from '../protocols/codec.ts';
import { requiredMembers, type OperationModel } from '../protocols/service-model.ts';
import type { Constraints } from '../protocols/constraint.ts';
import { validateConstraints } from '../protocols/validate-constraints.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import type { Authorize } from '../authorization/gatekeeper.ts';
import type { Injector } from '../faults/injector.ts';
import type { Operation, RequestContext, Service } from '../service.ts';
import type { LazyService, LoadedService } from './service-entry.ts';

/** Takes one request off the quota of its operation, or fails with the service's throttling error. */
export type Limiter = (service: string, operation: string) => void;

/** What is known of a request so far, also when answering it fails. */
export interface Trace {
  operation?: string;
  cut?: WireResponse['cut'];
}

export interface Call {
  readonly lazy: LazyService;
  readonly request: WireRequest;
  readonly context: RequestContext;
  readonly limiter: Limiter;
  readonly inject?: Injector | undefined;
  readonly authorize?: Authorize | undefined;
  readonly trace: Trace;
}

/** Answers a request to a service: decode, validate, call, encode. Fails with AwsError. */
export async function callOperation(call: Call): Promise<WireResponse> {
  const { lazy, request, context, limiter, inject, authorize, trace } = call;
  const [codec, loaded] = await Promise.all([lazy.codec(), lazy.load()]);
  const { model, run } = findOperation(codec, loaded, { request, trace });
  limiter(lazy.entry.name, model.name);
  const input = codec.decode(request, model);
  const { service } = loaded;
  const strike = await inject?.({ service, operation: model.name, input, context });
  trace.cut = strike?.cut;
  if (strike?.lost) return { status: 500, headers: {}, body: '' };
  if (strike?.error !== undefined) throw strike.error;
  validate(service, model, input);
  refuse(service, model, input);
  const withheld = await authorize?.({
    service: service.name,
    protocol: lazy.entry.protocol,
    operation: model.name,
    input,
    caller: context.caller ?? rootCaller(''),
    request,
  });
  await strike?.before?.();
  const carryOut = () => run(input as never, { ...context, withheld });
  const output = await (strike?.around ? strike.around(carryOut) : carryOut());
  return codec.encode(output, model, context.requestId);
}

/** The operation that a request names, also of one that cannot be answered. */
export async function operationNameOf(
  lazy: LazyService,
  request: WireRequest,
): Promise<string | undefined> {
  const [codec, { model }] = await Promise.all([lazy.codec(), lazy.load()]);
  return codec.operationName(request, model);
}

/** Whether the payload of the operation that a request names streams. */
export async function takesStream(lazy: LazyService, request: WireRequest): Promise<boolean> {
  const [codec, { model }] = await Promise.all([lazy.codec(), lazy.load()]);
  const name = codec.operationName(request, model);
  const input = name === undefined ? undefined : model.operations.get(name)?.input;
  return [...(input?.structIterator() ?? [])].some(([, member]) => {
    return member.getMergedTraits().httpPayload !== undefined && member.isStreaming();
  });
}

function findOperation(
  codec: Codec,
  { service, model }: LoadedService,
  { request, trace }: Pick<Call, 'request' | 'trace'>,
): { readonly model: OperationModel; readonly run: Operation } {
  const name = codec.operationName(request, model);
  const operation = name === undefined ? undefined : model.operations.get(name);
  if (operation === undefined) {
    const asked = name ?? `${request.method} ${request.path}`;
    throw notImplemented(`${service.name} has no operation ${asked}`);
  }
  trace.operation = operation.name;
  const run = Object.hasOwn(service.operations, operation.name)
    ? service.operations[operation.name]
    : undefined;
  if (run === undefined) {
    throw notImplemented(`The local AWS does not implement ${service.name}:${operation.name}`);
  }
  return { model: operation, run };
}

export function notImplemented(message: string): AwsError {
  return new AwsError(501, 'NotImplemented', message);
}

function validate(
  service: Service,
  operation: OperationModel,
  input: Readonly<Record<string, unknown>>,
): void {
  const missing = requiredMembers(operation.input).find((name) => (input[name] ?? null) === null);
  if (missing !== undefined && service.missingMember) throw service.missingMember(missing);
  const problem = validateConstraints(input, constraintsOf(service, operation));
  if (problem === undefined) return;
  const code =
    service.validationCode ??
    (service.protocol === 'awsQuery' ? 'ValidationError' : 'ValidationException');
  throw new AwsError(400, code, problem);
}

/** An answer that left out what was asked for would be a lie. */
function refuse(
  { name, refused }: Service,
  operation: OperationModel,
  input: Readonly<Record<string, unknown>>,
): void {
  const member = refused?.[operation.name]?.find((asked) => !isEmpty(input[asked]));
  if (member === undefined) return;
  throw notImplemented(`The local AWS does not implement ${member} of ${name}:${operation.name}`);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

/** What the service declares, and what the schema requires. */
function constraintsOf(service: Service, { name, input }: OperationModel): Constraints {
  const declared = service.constraints?.[name] ?? {};
  const required = requiredMembers(input).map(
    (member) => [member, { ...declared[member], notNull: true }] as const,
  );
  return { ...declared, ...Object.fromEntries(required) };
}
