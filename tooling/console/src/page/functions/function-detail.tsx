import type { FunctionSummary } from '../../api/console-api.ts';
import { Badge } from '../parts/badge.tsx';
import { EmptyNote } from '../parts/notes.tsx';
import { hashOf } from '../route.ts';
import { BundlePanel } from './bundle-panel.tsx';
import { describeState } from './describe-state.ts';
import { InvokePanel } from './invoke-panel.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

interface FunctionDetailProps {
  readonly summary: FunctionSummary;
  /** Which part of it; the overview without. */
  readonly part: string | undefined;
}

const parts = [
  { name: 'overview', title: 'Overview' },
  { name: 'invoke', title: 'Invoke' },
  { name: 'versions', title: 'Versions' },
  { name: 'bundle', title: 'Bundle' },
] as const;

/** One function: what it is, what starts it, what it was, what it weighs, and a way to call it. */
export function FunctionDetail({ summary, part = 'overview' }: FunctionDetailProps) {
  const { lambda, functionName, deployed } = summary;
  const { word, tone, title } = describeState(summary);
  return (
    <article aria-labelledby="function-name">
      <a class="back" href="#/functions">
        All functions
      </a>
      <header class="detail-head">
        <div class="detail-title">
          <h2 id="function-name">{lambda}</h2>
          <Badge tone={tone} title={title}>
            {word}
          </Badge>
        </div>
        <p class="quiet">
          <code>{functionName}</code>
          {' · '}
          <a href={hashOf(['logs'], { function: functionName })}>Logs</a>
          {' · '}
          <a href={hashOf(['graph'], { select: summary.directory ?? '' })}>In the graph</a>
        </p>
      </header>
      <nav class="parts" aria-label={`Parts of ${lambda}`}>
        {parts.map((one) => (
          <a
            key={one.name}
            href={hashOf(['functions', lambda, one.name])}
            aria-current={one.name === part ? 'page' : undefined}
          >
            {one.title}
          </a>
        ))}
      </nav>
      {part === 'overview' && <OverviewPanel summary={summary} />}
      {part === 'versions' && <VersionsPanel lambda={lambda} />}
      {part === 'bundle' && <BundlePanel lambda={lambda} />}
      {part === 'invoke' &&
        (deployed === undefined ? (
          <EmptyNote title="It is not deployed yet">
            Deploy it with <code>pnpm lambda deploy --only {lambda}</code>, then call it here.
          </EmptyNote>
        ) : (
          <InvokePanel
            lambda={lambda}
            functionName={functionName}
            isLive={deployed.live !== undefined}
          />
        ))}
      {!parts.some(({ name }) => name === part) && (
        <EmptyNote title={`There is no part “${part}”`}>
          <a href={hashOf(['functions', lambda])}>Overview</a>
        </EmptyNote>
      )}
    </article>
  );
}
