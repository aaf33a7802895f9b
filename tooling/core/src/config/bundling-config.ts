import { z } from 'zod';

const packageName = z.string().regex(/^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i, {
  error: 'is not the name of an npm package',
});

/** `@aws-sdk/*` stands for all packages of a scope. */
const providedName = z
  .string()
  .regex(/^(?:@[a-z0-9~-][\w.~-]*\/(?:\*|[a-z0-9~-][\w.~-]*)|[a-z0-9~-][\w.~-]*)$/i, {
    error: 'is not the name of an npm package, nor `@scope/*`',
  });

const innerPath = z.string().regex(/^(?!\/|[a-z]:|.*\\|(?:.*\/)?\.\.(?:\/|$))./i, {
  error: 'is not a relative path with `/` that stays inside',
});

const file = z.strictObject({
  from: innerPath.describe(
    'A file, a directory or a glob (`templates/**/*.html`), from the directory of the lambda.',
  ),
  package: packageName
    .optional()
    .describe(
      'Takes `from` in this package of the workspace instead, on which the lambda depends.',
    ),
  to: innerPath
    .optional()
    .describe(
      'Where it goes in the zip: the path of a single file, else the directory for what is below `from`, or below the part of it before the first wildcard. As in the sources when left out.',
    ),
});

/** Loaders of esbuild that put a file into the bundle as a module of its own. */
export const bundleLoaders = [
  'text',
  'json',
  'base64',
  'dataurl',
  'binary',
  'empty',
  'js',
  'jsx',
  'ts',
  'tsx',
] as const;

const extension = z.string().regex(/^(?:\.[\w-]+)+$/, { error: 'does not look like `.html`' });

/** Names that the bundler itself gives a meaning to. */
const isTaken = (name: string) => /^(?:__dirname|__filename|import\.meta(?:\..*)?)$/.test(name);

const definedName = z
  .string()
  .regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u, {
    error: 'is not an identifier, nor several with dots between them',
  })
  .refine((name) => !isTaken(name), { error: 'is one that the bundler gives a meaning to' });

const definedValue = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'is none of string, number, boolean and null',
});

/** The field `bundling` of lambda.config.ts. */
export const bundlingSchema = z.strictObject({
  external: z
    .array(packageName)
    .optional()
    .describe(
      'npm packages that are not bundled: they are installed into the zip under `node_modules`, with all that they depend on, in the versions of the lockfile and for the `architecture` that stands in this file itself (one of deploy.config.ts or of `stages` is not read by a build). For packages with native code. No install script is run.',
    ),
  layerProvided: z
    .array(providedName)
    .optional()
    .describe(
      'npm packages that are there when the function runs, from a layer or from the runtime: neither bundled nor installed. `@scope/*` stands for a whole scope.',
    ),
  files: z
    .array(file)
    .optional()
    .describe(
      'Further files in the zip. Programs (ELF files, and scripts that begin with `#!`) can be executed there, others only read.',
    ),
  loaders: z
    .record(extension, z.enum(bundleLoaders))
    .optional()
    .describe('What an import of a file with this extension gives, in words of esbuild.'),
  define: z
    .record(definedName, definedValue)
    .optional()
    .describe(
      'Values put in the place of global names (`VERSION`, `process.env.NODE_ENV`) when the code is bundled. No secrets: they stand in the zip.',
    ),
  banner: z
    .string()
    .optional()
    .describe('JavaScript that stands before everything else in the bundle.'),
  sourceMap: z
    .boolean()
    .optional()
    .describe('Whether the zip has a source map; it has one when this is left out.'),
});

/** How a lambda's zip is made. */
export type Bundling = z.infer<typeof bundlingSchema>;
