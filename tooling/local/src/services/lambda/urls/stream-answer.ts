import type { WireResponse } from '../../../protocols/wire.ts';
import { openReplyStream } from '../../../web/reply-stream.ts';
import type { WebRequest } from '../../../web/web-request.ts';
import type { FunctionCall, FunctionInvoker } from '../invoke/function-invoker.ts';
import { failedAnswer } from './url-answers.ts';

/**
 * Passes on what the function writes as it writes it. The answer begins with the first that it writes;
 * a function that does not stream is answered with its payload as it is.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export async function streamAnswer(
  request: WebRequest,
  call: FunctionCall,
  { invoker }: { readonly invoker: FunctionInvoker },
): Promise<WireResponse> {
  const stream = openReplyStream();
  const ended = invoker.call({ ...call, reply: stream.sink });
  ended.then(
    ({ functionError }) => stream.end(functionError === undefined),
    () => stream.end(false),
  );
  const started = await stream.started();
  const headers = { 'x-amzn-requestid': request.requestId };
  if (started !== undefined) {
    return { ...started, headers: { ...started.headers, ...headers }, body: '' };
  }
  const { payload, functionError } = await ended;
  if (functionError !== undefined) return failedAnswer(request);
  const type = { 'content-type': 'application/octet-stream' };
  return { status: 200, headers: { ...type, ...headers }, body: payload };
}
