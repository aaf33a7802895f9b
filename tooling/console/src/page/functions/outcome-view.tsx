import { Badge } from '../parts/badge.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { indentJson } from '../parts/indent-json.ts';
import type { Outcome } from './invoke.ts';
import type { ReportLine } from './read-report-line.ts';

/** What a function answered, what it wrote, and what it took. */
export function OutcomeView({ outcome }: { readonly outcome: Outcome }) {
  const { payload, functionError, executedVersion, log, report, requestId } = outcome;
  return (
    <>
      <section aria-labelledby="result">
        <h3 id="result">
          Result{' '}
          {functionError === undefined ? (
            <Badge tone="good">Succeeded</Badge>
          ) : (
            <Badge tone="bad">{functionError}</Badge>
          )}
        </h3>
        <dl class="figures">
          {figuresOf(report).map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          {executedVersion !== undefined && (
            <div>
              <dt>Version</dt>
              <dd>{executedVersion}</dd>
            </div>
          )}
        </dl>
        <CodeBlock
          label="Result"
          text={payload === '' ? '(nothing)' : indentJson(payload)}
          tone={functionError === undefined ? undefined : 'bad'}
        />
      </section>
      <section aria-labelledby="log">
        <h3 id="log">Log</h3>
        {log === '' ? (
          <p class="quiet">Nothing was written.</p>
        ) : (
          <CodeBlock label="Log of the invocation" text={log.trimEnd()} />
        )}
        {requestId !== undefined && (
          <p class="quiet">
            Request <code>{requestId}</code>. AWS gives the last 4 kB of a log.
          </p>
        )}
      </section>
    </>
  );
}

function figuresOf(report: ReportLine | undefined) {
  const { durationMs, billedDurationMs, initDurationMs, maxMemoryUsedMB, memorySizeMB } =
    report ?? {};
  return [
    { name: 'Duration', text: withUnit(durationMs, 'ms') },
    { name: 'Billed', text: withUnit(billedDurationMs, 'ms') },
    { name: 'Start', text: withUnit(initDurationMs, 'ms') },
    {
      name: 'Memory',
      text:
        maxMemoryUsedMB === undefined
          ? undefined
          : `${maxMemoryUsedMB} of ${memorySizeMB ?? '?'} MB`,
    },
  ].filter(({ text }) => text !== undefined);
}

const withUnit = (value: number | undefined, unit: string) =>
  value === undefined ? undefined : `${value} ${unit}`;
