import type { Picture } from './picture.ts';

/** Readable in light and dark: each colour brings its own text. */
const colours = {
  create: 'fill:#dafbe1,stroke:#1a7f37,color:#0b3d1b',
  update: 'fill:#fff8c5,stroke:#9a6700,color:#4d3300',
  blocked: 'fill:#ffebe9,stroke:#cf222e,color:#6e1119',
  none: 'fill:#f6f8fa,stroke:#d0d7de,color:#57606a',
} as const;

/** A picture as a flowchart of mermaid. */
export function renderMermaid({ title, description, nodes, edges, leftOut }: Picture): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const hasActions = nodes.some(({ action }) => action !== undefined);
  return [
    'flowchart LR',
    `  accTitle: ${onOneLine(title)}`,
    `  accDescr: ${onOneLine(description)}`,
    ...nodes.map(({ label, note, action, isPackage }, index) => {
      const text = escapeText(
        note === undefined || action !== undefined ? label : `${label} (${note})`,
      );
      if (isPackage) return `  n${index}(["${text}"])`;
      return `  n${index}["${text}"]${action === undefined ? '' : `:::${action}`}`;
    }),
    ...(leftOut === undefined ? [] : [`  more["${escapeText(leftOut)}"]`]),
    ...edges.map(({ from, to }) => `  ${ids.get(from) ?? ''} --> ${ids.get(to) ?? ''}`),
    ...(hasActions
      ? Object.entries(colours).map(([name, style]) => `  classDef ${name} ${style}`)
      : []),
  ].join('\n');
}

/** Mermaid reads `#60;` as a sign that stands for itself. */
const escapeText = (text: string): string =>
  text.replace(/[^\w@/.,:%+ ()-]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`);

/** Ends where the line does, and at a semicolon or a brace. */
const onOneLine = (text: string): string => text.replace(/[\n;{}#]+/g, ',');
