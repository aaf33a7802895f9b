import Slugger from 'github-slugger';
import { lexer, type Token, type Tokens } from 'marked';

/** A block of code between fences. */
export interface CodeBlock {
  /** Of its first line, the fence: from 1. */
  readonly line: number;
  readonly language: string;
  /** The words after the language: `file=lambdas/x/index.ts` has a value, others are there or not. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  /** The Markdown of what stands before it, and says what it is. */
  readonly introduction: string;
}

export interface Link {
  readonly line: number;
  readonly kind: 'link' | 'image';
  readonly target: string;
}

/** Code between backticks in a text. */
interface CodeSpan {
  readonly line: number;
  readonly text: string;
}

/** What of a Markdown file can be held against something else. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly lineCount: number;
  readonly blocks: readonly CodeBlock[];
  readonly spans: readonly CodeSpan[];
  readonly links: readonly Link[];
  /** What `#…` may name, as GitHub makes it of headings. */
  readonly anchors: ReadonlySet<string>;
}

/** Reads a page as GitHub does. */
export function readPage(path: string, text: string): Page {
  const body = blankFrontMatter(text);
  const blocks: CodeBlock[] = [];
  const spans: CodeSpan[] = [];
  const links: Link[] = [];
  const anchors = new Set<string>();
  const slugger = new Slugger();
  let introduction = '';
  for (const { token, line } of locateTokens(lexer(body), body, 1)) {
    if (isCode(token)) {
      blocks.push({ line, ...readInfo(token.lang ?? ''), text: token.text, introduction });
    }
    if (token.type === 'codespan') {
      spans.push({ line, text: (token as Tokens.Codespan).text });
    }
    if (token.type === 'heading') anchors.add(slugger.slug(plainText(token)));
    if (token.type === 'link') links.push({ line, kind: 'link', target: hrefOf(token) });
    if (token.type === 'image') links.push({ line, kind: 'image', target: hrefOf(token) });
    if (token.type === 'html') readHtml(token.raw, line, links, anchors);
    if (token.type === 'paragraph' || token.type === 'heading') introduction = token.raw;
  }
  return { path, lineCount: text.split('\n').length, blocks, spans, links, anchors };
}

/** What stands above a changeset is YAML, and keeps its lines. */
const blankFrontMatter = (text: string) =>
  text.replace(/^---\n[^]*?\n---\n/, (matter) => '\n'.repeat(matter.split('\n').length - 1));

interface LocatedToken {
  readonly token: Token;
  readonly line: number;
}

/** All tokens, outer ones before those in them, with the line where each begins. */
function* locateTokens(
  tokens: readonly Token[],
  source: string,
  firstLine: number,
): Generator<LocatedToken> {
  let offset = 0;
  for (const token of tokens) {
    // What is indented in the source is not in the token: then it is the line of what is around.
    const found = source.indexOf(token.raw, offset);
    const line = firstLine + countLines(source.slice(0, Math.max(found, offset)));
    if (found >= 0) offset = found + token.raw.length;
    yield { token, line };
    yield* locateTokens(childrenOf(token), token.raw, line);
  }
}

const countLines = (text: string) => text.split('\n').length - 1;

function childrenOf(token: Token): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
  }
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

/** Code of four spaces has no fences, and is no block of ours. */
const isCode = (token: Token): token is Tokens.Code =>
  token.type === 'code' && token.codeBlockStyle !== 'indented';

function readInfo(info: string) {
  const [language = '', ...words] = info.split(/\s+/);
  const attributes = words.map((word) => {
    const [name = '', ...value] = word.split('=');
    return [name, value.join('=')] as const;
  });
  return { language, attributes: new Map(attributes) };
}

const hrefOf = (token: Token): string => (token as Tokens.Link).href;

function plainText(token: Token): string {
  const children = childrenOf(token);
  if (children.length > 0) return children.map(plainText).join('');
  if (token.type === 'html') return '';
  return token.type === 'codespan' ? (token as Tokens.Codespan).text : token.raw;
}

function readHtml(raw: string, line: number, links: Link[], anchors: Set<string>): void {
  for (const [, name = '', value = ''] of raw.matchAll(/\b(id|name|href|src)="([^"]*)"/g)) {
    if (name === 'href') links.push({ line, kind: 'link', target: value });
    else if (name === 'src') links.push({ line, kind: 'image', target: value });
    else anchors.add(value);
  }
}
