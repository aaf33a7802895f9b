// A process of its own: load-in-child.ts <root> loads lambdas/one/lambda.config and prints it.
import { lambdaConfigSchema } from '@tooling/core';
import { loadConfig } from '../src/load-config.ts';

const [root = ''] = process.argv.slice(2);
const config = await loadConfig(root, 'lambdas/one', 'lambda.config', lambdaConfigSchema);
process.stdout.write(JSON.stringify(config));
