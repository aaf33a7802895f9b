/** `/2015-03-31/functions/{FunctionName}/aliases/{Name}?List=ALL`, taken apart. */
export interface UriTemplate {
  readonly segments: readonly Segment[];
  /** Parameters that must be in the query with these values. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Whether a label stands before the template, as S3's bucket: many operations share such a path. */
  readonly isShared: boolean;
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label'; readonly name: string }
  /** `{Key+}`: the rest of the path, slashes included. */
  | { readonly kind: 'greedy'; readonly name: string };

/**
 * @param labels - Of the input. One that the template leaves out stands before it: S3's bucket, which
 *   may be in the host name instead.
 */
export function parseUriTemplate(template: string, labels: readonly string[] = []): UriTemplate {
  const [path = '', query = ''] = template.split('?');
  const before = labels.filter((label) => !new RegExp(`\\{${label}\\+?\\}`).test(path));
  const full = [...before.map((label) => `/{${label}}`), path === '/' ? '' : path].join('');
  return {
    segments: splitPath(full).map(parseSegment),
    query: [...new URLSearchParams(query)],
    isShared: before.length > 0,
  };
}

/** The labels' values, still percent-encoded, or undefined when the path is another one. */
export function matchUri(
  { segments, query, isShared }: UriTemplate,
  path: string,
  parameters: URLSearchParams,
): Readonly<Record<string, string>> | undefined {
  if (query.some(([name, value]) => !hasParameter(parameters, name, value))) return undefined;
  const parts = splitPath(path);
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || (part === '' && isShared && segment.kind === 'label'))
      return undefined;
    if (segment.kind === 'greedy') {
      // Of a name that ends with a slash, that is a part.
      const rest = path.replace(/^\//, '').split('/').slice(index).join('/');
      if (rest === '') return undefined;
      labels[segment.name] = rest;
      return labels;
    }
    if (segment.kind === 'label') labels[segment.name] = part;
    else if (segment.text !== part) return undefined;
  }
  return parts.length === segments.length ? labels : undefined;
}

/** Clients that know no `x-id` send none. */
function hasParameter(parameters: URLSearchParams, name: string, value: string): boolean {
  const sent = parameters.get(name);
  return sent === value || (name === 'x-id' && sent === null);
}

/** Orders templates so that the first that matches is the right one: the most specific. */
export function compareSpecificity(a: UriTemplate, b: UriTemplate): number {
  return (
    literals(b) - literals(a) ||
    parameters(b) - parameters(a) ||
    b.segments.length - a.segments.length
  );
}

function parameters({ query }: UriTemplate): number {
  return query.filter(([name]) => name !== 'x-id').length;
}

function literals({ segments }: UriTemplate): number {
  return segments.filter(({ kind }) => kind === 'literal').length;
}

/** Older models and clients end some paths with a slash, newer ones do not: both are the same. */
function splitPath(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function parseSegment(text: string): Segment {
  const name = /^\{(\w+)(\+?)\}$/.exec(text);
  if (name === null) return { kind: 'literal', text };
  return { kind: name[2] === '+' ? 'greedy' : 'label', name: name[1] ?? '' };
}
