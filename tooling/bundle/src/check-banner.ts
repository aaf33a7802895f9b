import { buildFailed } from './build-failure.ts';
import type { ModuleFormat } from './decide-format.ts';

/**
 * esbuild puts a banner where it is told to, whatever it says.
 *
 * @throws UserError BUILD_FAILED when it does not parse
 */
export async function checkBanner(
  banner: string | undefined,
  { format, subject }: { readonly format: ModuleFormat; readonly subject: string },
): Promise<void> {
  if (banner === undefined) return;
  const { parse } = await import('acorn');
  try {
    parse(banner, {
      ecmaVersion: 'latest',
      sourceType: format === 'esm' ? 'module' : 'script',
      allowHashBang: true,
    });
  } catch (error) {
    throw buildFailed([`bundling.banner: ${(error as Error).message}`], subject);
  }
}
