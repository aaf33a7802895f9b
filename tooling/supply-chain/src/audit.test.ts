import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { judgeAudit } from './judge-audit.ts';
import { readAudit } from './read-audit.ts';
import { createPnpm } from './run-pnpm.ts';

const root = resolve(import.meta.dirname, '../../..');
const rules = { accepted: [], today: '2026-11-29', isRequired: false };
const id = 'GHSA-aaaa-bbbb-cccc';

const advisory = (severity: string) => ({
  esbuild: [
    {
      id: 1,
      url: `https://github.com/advisories/${id}`,
      title: 'reads what it should not',
      severity,
      vulnerable_versions: '<=9.0.0',
      cwe: ['CWE-346'],
    },
  ],
});

/** A registry of which only the audit is there; pnpm itself asks it about this very lockfile. */
async function auditAt(status: number, body: object) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isAudit = request.url === '/-/npm/v1/security/advisories/bulk';
      response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAudit ? body : {}));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await readAudit(createPnpm(root, { ...process.env, pnpm_config_registry: registry }));
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

test('nothing known fails nothing', async () => {
  expect(judgeAudit(await auditAt(200, {}), rules)).toEqual({
    failed: false,
    lines: ['vulnerabilities: 0 of high severity or above, 0 lower or accepted'],
  });
});

test('a grave vulnerability fails, with the package, the advisory and what to do', async () => {
  const { failed, lines } = judgeAudit(await auditAt(200, advisory('high')), rules);
  expect(failed).toBe(true);
  expect(lines[1]).toMatch(/high {2}esbuild [\d.]+: reads what it should not \(https:\/\/github/);
  expect(lines[2]).toContain('`pnpm why esbuild`');
  expect(lines[2]).toContain(`accept ${id} in tooling/supply-chain/src/accepted.ts`);
});

test('a slight one is listed, and fails nothing', async () => {
  const { failed, lines } = judgeAudit(await auditAt(200, advisory('moderate')), rules);
  expect(failed).toBe(false);
  expect(lines.join('\n')).toContain('moderate  esbuild');
});

test('one that is accepted passes until its day is over, and no longer than it is needed', async () => {
  const accepted = [{ id, reason: 'only in the development server', until: '2026-12-31' }];
  const audit = await auditAt(200, advisory('critical'));
  const inTime = judgeAudit(audit, { ...rules, accepted });
  expect(inTime.failed).toBe(false);
  expect(inTime.lines.join('\n')).toContain(
    'accepted until 2026-12-31: only in the development server',
  );
  const late = judgeAudit(audit, { ...rules, accepted, today: '2027-01-01' });
  expect(late.failed).toBe(true);
  expect(late.lines.join('\n')).toContain('it was accepted until 2026-12-31');
  const gone = judgeAudit({ kind: 'answer', advisories: [] }, { ...rules, accepted });
  expect(gone).toMatchObject({
    failed: true,
    lines: [expect.anything(), expect.stringContaining(id)],
  });
});

test('a registry without an audit is said in one line, and fails only who insists', async () => {
  const audit = await auditAt(405, {});
  expect(audit.kind).toBe('none');
  const { failed, lines } = judgeAudit(audit, rules);
  expect(failed).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^vulnerabilities: nobody answered, so nothing is known: .* responded with 405: \{\}$/,
  );
  expect(judgeAudit(audit, { ...rules, isRequired: true }).failed).toBe(true);
});

test('neither is a registry that cannot be reached', async () => {
  const env = { ...process.env, pnpm_config_registry: 'http://127.0.0.1:1/' };
  const audit = await readAudit(createPnpm(root, env));
  expect(audit).toMatchObject({ kind: 'none' });
  expect(judgeAudit(audit, rules).lines[0]).toContain('Connection refused');
});
