/** Where a value is in a configuration. */
export type Path = readonly PropertyKey[];

const isIdentifier = (text: string) => /^[A-Za-z_$][\w$]*$/.test(text);

/** `logging.retentionInDays`, `layers[0]`, `environment["a-b"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = String(part);
    if (!isIdentifier(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}
