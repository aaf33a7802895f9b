export { createEslintConfig } from './create-eslint-config.ts';
