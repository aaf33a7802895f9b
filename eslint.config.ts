// By path, not by name: a dependency of the root would make every change of a lint rule a change of
// every lambda's hash.
// eslint-disable-next-line import-x/no-relative-packages -- see above
import { createEslintConfig } from './tooling/eslint-config/src/index.ts';

export default createEslintConfig(import.meta.dirname);
