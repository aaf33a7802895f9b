/** `/2015-03-31/functions/{FunctionName}/aliases/{Name}?List=ALL`, taken apart. */
export interface UriTemplate {
  readonly segments: readonly Segment[];
  /** Parameters that must be in the query with these values. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label'; readonly name: string }
  /** `{Key+}`: the rest of the path, slashes included. */
  | { readonly kind: 'greedy'; readonly name: string };

export function parseUriTemplate(template: string): UriTemplate {
  const [path = '', query = ''] = template.split('?');
  return {
    segments: splitPath(path).map(parseSegment),
    query: [...new URLSearchParams(query)],
  };
}

/** The labels' values, still percent-encoded, or undefined when the path is another one. */
export function matchUri(
  { segments, query }: UriTemplate,
  path: string,
  parameters: URLSearchParams,
): Readonly<Record<string, string>> | undefined {
  if (query.some(([name, value]) => parameters.get(name) !== value)) return undefined;
  const parts = splitPath(path);
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === 'greedy') {
      labels[segment.name] = parts.slice(index).join('/');
      return labels;
    }
    if (segment.kind === 'label') labels[segment.name] = part;
    else if (segment.text !== part) return undefined;
  }
  return parts.length === segments.length ? labels : undefined;
}

/** Orders templates so that the first that matches is the right one: the most specific. */
export function compareSpecificity(a: UriTemplate, b: UriTemplate): number {
  return literals(b) - literals(a) || b.query.length - a.query.length;
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
