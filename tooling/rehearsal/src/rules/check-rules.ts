import { credentialsAfterInstall } from './credentials-after-install.ts';
import type { Finding } from './finding.ts';
import { jobTimeouts } from './job-timeouts.ts';
import { leastPermissions } from './least-permissions.ts';
import { noExpressionInRun } from './no-expression-in-run.ts';
import { noPersistedCredentials } from './no-persisted-credentials.ts';
import { pinnedActions } from './pinned-actions.ts';
import type { Rule } from './rule.ts';
import { parseSourceFile, type SourceFile } from './source-file.ts';
import { strictShell } from './strict-shell.ts';
import { trustedTriggers } from './trusted-triggers.ts';
import { uncachedDeploys } from './uncached-deploys.ts';
import { waitingDeploys } from './waiting-deploys.ts';

export const rules: readonly Rule[] = [
  credentialsAfterInstall,
  jobTimeouts,
  leastPermissions,
  noExpressionInRun,
  noPersistedCredentials,
  pinnedActions,
  strictShell,
  trustedTriggers,
  uncachedDeploys,
  waitingDeploys,
];

/** Holds workflows and actions against this repository's own rules. */
export function checkRules(files: readonly SourceFile[]): readonly Finding[] {
  const read = files.map(parseSourceFile);
  return read.flatMap((file) =>
    rules.flatMap((rule) =>
      rule.check(file, read).map((problem) => ({ path: file.path, rule: rule.name, ...problem })),
    ),
  );
}
