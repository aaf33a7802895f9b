import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { corrections } from '../src/constraints/corrections.ts';
import { readConstraints, type Model } from '../src/constraints/read-constraints.ts';

const usage = `node scripts/write-constraints.ts MODELS SERVICE OPERATION…

Writes models/SERVICE.json: the constraints of these operations, and of those that are in the file
already, from the Smithy models that AWS publishes. MODELS is a checkout of
https://github.com/aws/api-models-aws; SERVICE is a directory of it. What AWS was seen to do
otherwise is laid over the model: src/constraints/corrections.ts.
`;

/** Their references show the patterns with `^` and `$`. */
const anchored = ['scheduler'];

const [models, service, ...operations] = process.argv.slice(2);
if (models === undefined || service === undefined) {
  process.stderr.write(usage);
  process.exit(2);
}
const directory = join(models, service, 'service');
const version = readdirSync(directory).sort().at(-1) ?? '';
const model = JSON.parse(
  await readFile(join(directory, version, `${service}-${version}.json`), 'utf8'),
) as Model;
const file = join(import.meta.dirname, '..', 'models', `${service}.json`);
const known = existsSync(file)
  ? Object.keys((JSON.parse(await readFile(file, 'utf8')) as { operations: object }).operations)
  : [];
const wanted = [...new Set([...known, ...operations])].sort();
const reading = {
  model,
  corrections: corrections[service] ?? [],
  anchored: anchored.includes(service),
};
const contents = {
  source: `aws/api-models-aws, ${service}, version ${version}`,
  operations: Object.fromEntries(wanted.map((name) => [name, readConstraints(reading, name)])),
};
const options = (await resolveConfig(file)) ?? {};
await writeFile(file, await format(JSON.stringify(contents), { ...options, filepath: file }));
