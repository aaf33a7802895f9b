import { failingSeverity, severities, type AcceptedAdvisory } from './accepted.ts';
import type { Advisory, Audit } from './read-audit.ts';

/** What a check found: lines to print, and whether it fails. */
export interface Finding {
  readonly failed: boolean;
  readonly lines: readonly string[];
}

export interface AuditRules {
  readonly accepted: readonly AcceptedAdvisory[];
  /** ISO date. */
  readonly today: string;
  /** Whether it is a failure that nobody answered. */
  readonly isRequired: boolean;
}

/** Which advisories fail the check, and what to do about them. */
export function judgeAudit(audit: Audit, rules: AuditRules): Finding {
  if (audit.kind === 'none') {
    const line = `vulnerabilities: nobody answered, so nothing is known: ${audit.reason}`;
    return { failed: rules.isRequired, lines: [line] };
  }
  const { advisories } = audit;
  const unused = rules.accepted.filter(({ id }) => !advisories.some((one) => idOf(one) === id));
  const judged = advisories.map((advisory) => judge(advisory, rules));
  const failing = judged.filter(({ failed }) => failed).length;
  const others = advisories.length - failing;
  return {
    failed: failing > 0 || unused.length > 0,
    lines: [
      `vulnerabilities: ${failing} of ${failingSeverity} severity or above, ${others} lower or accepted`,
      ...judged.flatMap(({ lines }) => lines),
      ...unused.map(
        ({ id }) => `  ${id} is accepted and not there any more: take it out of accepted.ts`,
      ),
    ],
  };
}

function judge(advisory: Advisory, { accepted, today }: AuditRules): Finding {
  const { module_name: name, severity, title, url, patched_versions: patched } = advisory;
  const versions = [...new Set(advisory.findings.map(({ version }) => version))].join(', ');
  const what = `  ${severity}  ${name} ${versions}: ${title} (${url})`;
  if (severities.indexOf(severity) < severities.indexOf(failingSeverity)) {
    return { failed: false, lines: [what] };
  }
  const known = accepted.find(({ id }) => id === idOf(advisory));
  if (known !== undefined && today <= known.until) {
    return {
      failed: false,
      lines: [`${what}, accepted until ${known.until}: ${known.reason}`],
    };
  }
  const fixed = patched === undefined ? 'no version is free of it' : `update it to ${patched}`;
  const expired = known === undefined ? '' : `; it was accepted until ${known.until}`;
  return {
    failed: true,
    lines: [
      `${what}${expired}`,
      `    → ${fixed} (\`pnpm why ${name}\` says who brings it), or accept ${idOf(advisory)} in tooling/supply-chain/src/accepted.ts, with a reason and a day`,
    ],
  };
}

const idOf = ({ github_advisory_id: github, id }: Advisory): string => github ?? String(id);
