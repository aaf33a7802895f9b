export { createAwsClients, type AwsClients, type AwsTarget } from './clients.ts';
export { createFunctionStore } from './create-function-store.ts';
export { invokeFunction, type Invocation } from './invoke-function.ts';
export { createRateLimiter, type Clock, type RateLimiter } from './rate-limiter.ts';
