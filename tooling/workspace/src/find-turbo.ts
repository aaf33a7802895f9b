import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from '@tooling/core/build';

/**
 * turbo's native program. Its npm wrapper finds the same file and costs another start of Node.
 *
 * @throws UserError WORKSPACE_INVALID when it is not installed
 */
export function findTurbo(root: string): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? '64' : process.arch;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    const wrapper = createRequire(join(root, 'package.json')).resolve('turbo/package.json');
    return createRequire(wrapper).resolve(`@turbo/${os}-${arch}/bin/turbo${suffix}`);
  } catch (error) {
    const shim = join(root, 'node_modules', '.bin', 'turbo');
    if (existsSync(shim)) return shim;
    throw new UserError('WORKSPACE_INVALID', 'turbo is not installed', { cause: error });
  }
}
