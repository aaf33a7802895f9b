import type { LocalClock } from '../../../clock/local-clock.ts';
import type { LogSink } from '../../../execution/executor.ts';
import type { WebRequest } from '../../../web/web-request.ts';
import type { FunctionInvoker } from '../../lambda/invoke/function-invoker.ts';
import type { ApiDocument, Routing, StageDocument } from '../api-document.ts';
import type { ApiStore } from '../api-store.ts';
import type { RouteMatch } from './match-route.ts';

/** What answering requests to HTTP APIs takes. */
export interface HttpWorld extends Pick<ApiStore, 'apis'> {
  readonly accountId: string;
  readonly region: string;
  readonly now: () => Date;
  readonly clock: Pick<LocalClock, 'realNow'>;
  readonly functions: () => Promise<FunctionInvoker>;
  /** Access logs. */
  readonly writeLog: LogSink;
  readonly report: (error: unknown) => void;
}

/** A request, and what of an API is there for it. */
export interface Exchange extends RouteMatch {
  readonly request: WebRequest;
  readonly api: ApiDocument;
  readonly stageName: string;
  readonly stage: StageDocument;
  readonly routing: Routing;
}

/** The ARN by which a function's policy lets a route or an authorizer in. */
export function executeApiArn(
  { region, accountId }: HttpWorld,
  apiId: string,
  rest: string,
): string {
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${rest}`;
}
