import type { Home } from './function-name.ts';

export function functionArn(home: Home, name: string, qualifier?: string): string {
  const arn = `arn:aws:lambda:${home.region}:${home.accountId}:function:${name}`;
  return qualifier === undefined || qualifier === '' ? arn : `${arn}:${qualifier}`;
}
