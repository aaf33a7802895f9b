/** The sources that most commits are about. */
export const money = 'packages/money/src/index.ts';
export const dates = 'packages/dates/src/index.ts';
export const http = 'packages/http/src/index.ts';
export const invoice = 'lambdas/invoice/index.ts';
export const reminder = 'lambdas/reminder/index.ts';
export const webhook = 'lambdas/webhook/index.ts';
