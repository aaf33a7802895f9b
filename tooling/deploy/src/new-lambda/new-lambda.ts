/** What can start a new lambda, in the order in which somebody is asked: the values of `--trigger`. */
export const triggerKinds = ['http', 'schedule', 'bucket', 'queue', 'event', 'topic'] as const;

export type TriggerKind = (typeof triggerKinds)[number];

/** A lambda that somebody wants written. */
export interface NewLambda {
  /** Of its directory, and of its function. */
  readonly name: string;
  /** Absent: it is called by its name, and nothing else starts it. */
  readonly trigger?: TriggerKind | undefined;
  /** What the trigger listens to: a route, an expression, or a name. Empty without a trigger. */
  readonly on: string;
  readonly isTypeScript: boolean;
}

/** From the root of the repository. */
export const directoryOf = ({ name }: Pick<NewLambda, 'name'>): string => `lambdas/${name}`;
