/** Where something that starts a function answers. */
export interface TriggerAddress {
  /** As people call it: `httpApi GET /predict/{id}`. */
  readonly trigger: string;
  /** `GET https://…/predict/{id}`; of a function URL only where it is. */
  readonly address: string;
}

/**
 * Where a route answers.
 *
 * @param endpoint - of its API: `https://ID.execute-api.REGION.amazonaws.com`
 * @param route - `GET /predict/{id}`, or `$default`
 */
export function routeAddress(endpoint: string, route: string): string {
  const base = endpoint.replace(/\/$/, '');
  if (route === '$default') return `${base}/`;
  const [method = '', path = ''] = route.split(' ');
  return `${method} ${base}${path}`;
}
