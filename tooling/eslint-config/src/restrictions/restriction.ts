import type { Linter } from 'eslint';

/** Imports that are refused, whether static, dynamic or by `require`. */
interface ImportRestriction {
  /** A regular expression over what is imported. */
  readonly regex: string;
  readonly message: string;
  /** Refuses only these names of it; without, all of it. */
  readonly importNames?: readonly string[];
  /** Refuses all names of it but these. */
  readonly allowImportNames?: readonly string[];
  /** Lets `import type` through. */
  readonly allowTypeImports?: boolean;
}

/** One thing that some files may not do, in the terms of ESLint's `no-restricted-*` rules. */
export interface Restriction {
  readonly imports?: readonly ImportRestriction[];
  readonly syntax?: readonly { readonly selector: string; readonly message: string }[];
  readonly globals?: readonly { readonly name: string; readonly message: string }[];
  readonly properties?: readonly {
    readonly object: string;
    readonly property: string;
    readonly message: string;
  }[];
}

/**
 * The rules for files under all of these restrictions.
 *
 * In a flat configuration the last entry that sets a rule wins, options included. So everything
 * that holds for a file has to be put together here, not in entries of its own.
 */
export function restrict(...restrictions: readonly Restriction[]): Linter.RulesRecord {
  const imports = restrictions.flatMap((restriction) => restriction.imports ?? []);
  const syntax = [
    ...restrictions.flatMap((restriction) => restriction.syntax ?? []),
    ...imports.flatMap(dynamicImports),
  ];
  const globals = restrictions.flatMap((restriction) => restriction.globals ?? []);
  const properties = restrictions.flatMap((restriction) => restriction.properties ?? []);
  return {
    '@typescript-eslint/no-restricted-imports': rule(imports, [{ patterns: imports }]),
    'no-restricted-syntax': rule(syntax, syntax),
    'no-restricted-globals': rule(globals, [{ globals, checkGlobalObject: true }]),
    'no-restricted-properties': rule(properties, properties),
  };
}

/** Off rather than on without options: then those of an earlier entry would hold. */
function rule(found: readonly unknown[], options: readonly unknown[]): Linter.RuleEntry {
  return found.length === 0 ? 'off' : ['error', ...options];
}

/** The import rule sees static imports only. */
function dynamicImports({ regex, importNames, message }: ImportRestriction) {
  // Single names are taken from the namespace later, out of sight.
  if (importNames !== undefined) return [];
  const source = `Literal[value=/${regex.replaceAll('/', String.raw`\u002F`)}/]`;
  return [
    { selector: `ImportExpression > ${source}`, message },
    { selector: `CallExpression[callee.name="require"] > ${source}`, message },
  ];
}
