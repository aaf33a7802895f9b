/** `lambda …` as a process of its own that can be killed, and that does not wait for long. */
import { runLambda } from '../run-lambda.ts';
import { createQuickClock } from './quick-clock.ts';

const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  ),
);
const options = { cwd: process.cwd(), env, clock: createQuickClock() };
const { exitCode, out, err } = await runLambda(process.argv.slice(2), options);
process.stdout.write(out);
process.stderr.write(err);
process.exit(exitCode);
