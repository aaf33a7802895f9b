export type TemplatePart = { readonly text: string } | { readonly expression: string };

/** Text and expressions of a field, in their order. Braces within a quoted string end nothing. */
export function splitTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let rest = template;
  for (;;) {
    const start = rest.indexOf('${{');
    if (start === -1) break;
    if (start > 0) parts.push({ text: rest.slice(0, start) });
    const found = /^\$\{\{(?<expression>(?:'[^']*'|[^'])*?)\}\}/.exec(rest.slice(start));
    if (found?.groups === undefined)
      throw new Error(`an expression that does not end: ${template}`);
    parts.push({ expression: found.groups.expression ?? '' });
    rest = rest.slice(start + found[0].length);
  }
  if (rest !== '') parts.push({ text: rest });
  return parts;
}
