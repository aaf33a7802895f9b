/** A request of a fact: the operation and its input. */
export interface ParsedRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What placeholders, and phrases such as `nonexisting`, stand for. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * Reads `CreateAlias(FunctionName={functionName}, RoutingConfig={"AdditionalVersionWeights": …})`:
 * JSON, placeholders, text with placeholders in it, lists of these, and bare words.
 *
 * @returns undefined for a text that is not of this form: it says in words what to do.
 */
export function parseRequest(text: string, variables: Variables): ParsedRequest | undefined {
  const call = /^(?<operation>[A-Z][A-Za-z]+)\((?<members>.*)\)$/s.exec(text)?.groups;
  if (call?.operation === undefined || call.members === undefined) return undefined;
  const input: Record<string, unknown> = {};
  for (const member of splitAtCommas(call.members)) {
    const parts = /^(?<path>[A-Za-z0-9.]+)=(?<value>.*)$/s.exec(member)?.groups;
    if (parts?.path === undefined || parts.value === undefined) return undefined;
    assign(input, parts.path.split('.'), readValue(parts.value, variables));
  }
  return { operation: call.operation, input };
}

function assign(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = (target[first] ??= {}) as Record<string, unknown>;
  assign(inner, rest, value);
}

function readValue(text: string, variables: Variables): unknown {
  if (Object.hasOwn(variables, text)) return variables[text];
  const placeholder = /^\{([^{}"]+)\}$/.exec(text)?.[1];
  if (placeholder !== undefined) return lookUp(placeholder, variables);
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a list of such, or text with placeholders in it.
  }
  if (text.startsWith('[') && text.endsWith(']')) {
    return splitAtCommas(text.slice(1, -1)).map((item) => readValue(item, variables));
  }
  return fillIn(text, variables);
}

/** Text with its placeholders replaced. */
function fillIn(text: string, variables: Variables): string {
  return text.replaceAll(/\{([^{}"]+)\}/g, (_match, name: string) =>
    String(lookUp(name, variables)),
  );
}

function lookUp(name: string, variables: Variables): unknown {
  if (Object.hasOwn(variables, name)) return variables[name];
  throw new Error(`No variable is called {${name}}`);
}

/** At commas that are in no string, list, object or placeholder. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let inString = false;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '"' && text[index - 1] !== '\\') inString = !inString;
    else if (inString) continue;
    else if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? parts : [...parts, last];
}
