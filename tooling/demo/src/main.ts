/** Plays the example on a local AWS of its own, and prints what happens: `pnpm demo`. */
import { playDemo } from './play-demo.ts';
import { renderHop } from './render-hop.ts';
import { startDemoAws } from './start-demo-aws.ts';

await using aws = await startDemoAws();
for await (const hop of playDemo(aws, process.env)) process.stdout.write(renderHop(hop));
