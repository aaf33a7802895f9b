import { runMain } from './terminal/run-main.ts';

await runMain(() => new Date());
