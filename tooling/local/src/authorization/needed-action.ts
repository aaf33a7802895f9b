import type { ConditionContext } from '../policies/conditions-hold.ts';

/** One thing that a request needs to be allowed. */
export interface NeededAction {
  /** `lambda:GetFunction` */
  readonly action: string;
  /** ARN, or `*` where AWS knows no resource of the action. */
  readonly resource: string;
  /** Condition keys besides those that every request has. */
  readonly context?: ConditionContext | undefined;
  /** Without it the request is carried out all the same, and leaves something out. */
  readonly isOptional?: boolean | undefined;
}

/** What is looked up where a request itself does not tell what it is about. */
export interface Surroundings {
  readonly accountId: string;
  readonly region: string;
  /** With its path, which only IAM knows; without one where there is no such role. */
  role(name: string): RoleFacts;
  /** The function that an event source mapping feeds, as an ARN. */
  functionOfMapping(uuid: string): string | undefined;
  /** With what Secrets Manager put behind its name. */
  secretArn(id: string): string | undefined;
  hasObject(bucket: string, key: string): boolean;
}

interface RoleFacts {
  readonly arn: string;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** An operation's input, as the SDK's command takes it. */
export type ActionInput = Readonly<Record<string, unknown>>;

/** What an operation needs; a rule of a service. */
export type ActionRule = (
  input: ActionInput,
  surroundings: Surroundings,
  request: AskedRequest,
) => readonly NeededAction[];

/** The request itself: the actions of API Gateway are its method, on its path. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
}
