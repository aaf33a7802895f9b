import type { WireResponse } from '../../../protocols/wire.ts';
import { checkSignature, type Signer } from '../../../sigv4/check-signature.ts';
import { iamAuthorizer } from '../../../sigv4/iam-authorizer.ts';
import type { WebRequest } from '../../../web/web-request.ts';
import type { FunctionUrl } from '../document/function-url.ts';
import type { FunctionInvoker } from '../invoke/function-invoker.ts';
import type { Home } from '../names/function-name.ts';
import { refusal } from './url-answers.ts';

/** Who calls a URL, as the event tells it. */
interface Caller {
  readonly accountId: string;
  readonly authorizer?: object;
}

/**
 * Lets a request in, or says why not. Without signatures the function's policy must let everybody in,
 * by two statements; the account's own callers need none.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function admit(
  request: WebRequest,
  { url, arn }: { readonly url: FunctionUrl; readonly arn: string },
  options: {
    readonly invoker: Pick<FunctionInvoker, 'isAllowed'>;
    readonly home: Home;
    readonly realNow: () => Date;
  },
): Caller | WireResponse {
  const { invoker, home, realNow } = options;
  if (url.authType === 'NONE') {
    return isOpen(invoker, arn) ? { accountId: 'anonymous' } : forbidden(request);
  }
  const signer = checkSignature(request, {
    service: 'lambda',
    region: home.region,
    nowMs: realNow().getTime(),
  });
  if ('problem' in signer) return refuseSigner(request, signer.problem);
  return { accountId: home.accountId, authorizer: iamAuthorizer(signer.accessKeyId, home) };
}

function isOpen({ isAllowed }: Pick<FunctionInvoker, 'isAllowed'>, arn: string): boolean {
  return (
    isAllowed(arn, {
      action: 'lambda:InvokeFunctionUrl',
      context: { 'lambda:FunctionUrlAuthType': 'NONE' },
    }) &&
    isAllowed(arn, {
      action: 'lambda:InvokeFunction',
      context: { 'lambda:InvokedViaFunctionUrl': 'true' },
    })
  );
}

/** Recorded 2025-11-24 (test_lambda.snapshot.json, test_lambda_permission_url_invocation). */
function forbidden(request: WebRequest): WireResponse {
  return refusal(
    request,
    403,
    'AccessDeniedException',
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  );
}

function refuseSigner(
  request: WebRequest,
  problem: Extract<Signer, { problem: unknown }>['problem'],
): WireResponse {
  if (problem === 'missing') return forbidden(request);
  const { code, message } = problems[problem];
  return refusal(request, 403, code, message);
}

const problems = {
  incomplete: {
    code: 'IncompleteSignatureException',
    message:
      'Authorization header requires Credential, SignedHeaders with host, Signature and a date.',
  },
  scope: {
    code: 'InvalidSignatureException',
    message: 'Credential should be scoped to a valid region and correct service.',
  },
  expired: {
    code: 'InvalidSignatureException',
    message: 'Signature expired: it is not of the last 15 minutes of this machine.',
  },
  mismatch: {
    code: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
} as const;
