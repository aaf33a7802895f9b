// The managed runtimes start version 3 of the client like this; its own command wants arguments
// and prints a line of its own.
import { run } from 'aws-lambda-ric-3';

await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
