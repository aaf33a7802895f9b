import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { once } from 'node:events';
import { regionPattern, UserError } from '@tooling/core';
import { startLocalAws } from '@tooling/local';
import { findRoot } from '@tooling/workspace';
import { consolePath, openConsole } from '../console/open-console.ts';
import { textOption, type CommandInput, type RunCommand } from '../command.ts';
import { serverPort, stateDirectoryName } from '../pipeline/open-endpoint.ts';
import { jsonLine } from '../json-line.ts';

/** @throws UserError USAGE */
function numberOption(input: CommandInput, name: string, max: number): number | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= max) return number;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UserError('USAGE', `--${flag} ${text} is not a whole number from 0 to ${max}`);
}

function matching(input: CommandInput, name: string, pattern: RegExp, what: string) {
  const text = textOption(input, name);
  if (text === undefined || pattern.test(text)) return text;
  throw new UserError('USAGE', `--${name} ${text} is not ${what}`);
}

export const runLocal: RunCommand = async (input, host) => {
  const root = findRoot(host.cwd);
  const limits = matching(input, 'limits', /^(?:aws|none)$/, 'aws or none');
  const state = textOption(input, 'state');
  const recordFile = textOption(input, 'recordAuthorizations');
  let endpoint = '';
  const opened = openConsole({ root, endpoint: () => endpoint }, host);
  const local = await startLocalAws({
    pages: opened.pages,
    stateDirectory: resolve(state === undefined ? root : host.cwd, state ?? stateDirectoryName),
    kind: 'server',
    port: numberOption(input, 'port', 65_535) ?? serverPort,
    accountId: matching(input, 'account', /^\d{12}$/, 'an account id of twelve digits'),
    region: matching(input, 'region', regionPattern, 'the name of a region'),
    settleMs: numberOption(input, 'settleMs', 3_600_000),
    roleSettleMs: numberOption(input, 'roleSettleMs', 3_600_000),
    faults: textOption(input, 'faults'),
    enforceIam: input.options.enforceIam === true,
    recordAuthorizations:
      recordFile === undefined
        ? undefined
        : (record) => {
            appendFileSync(resolve(host.cwd, recordFile), `${JSON.stringify(record)}\n`);
          },
    limits: limits === undefined ? undefined : limits === 'aws' ? 'aws' : 'none',
  });
  const { url, accountId, region } = local;
  endpoint = url;
  const { seed, rules } = local.faults();
  host.out(
    input.options.json === true
      ? jsonLine({
          type: 'listening',
          url,
          accountId,
          region,
          console: url + consolePath,
          faults: { seed, rules: rules.length },
        })
      : `local AWS at ${url} (account ${accountId}, ${region}); Ctrl-C ends it\n` +
          `console at ${url}${consolePath}\n` +
          (seed === undefined
            ? ''
            : `${rules.length} faults on purpose; seed=${seed} among them repeats the run\n`) +
          `AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_DEFAULT_REGION=${region} aws --endpoint-url ${url} lambda list-functions\n`,
  );
  if (!host.signal.aborted) await once(host.signal, 'abort');
  await opened.close();
  await local.close();
  return 0;
};
