import type { DeployedFunction, FunctionSummary, TriggerSummary } from '../../api/console-api.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { EmptyNote } from '../parts/notes.tsx';

/** What a function is configured as, and what starts it. */
export function OverviewPanel({ summary }: { readonly summary: FunctionSummary }) {
  const { deployed, triggers, directory, overriddenAt, lambda } = summary;
  return (
    <>
      {overriddenAt !== undefined && (
        <p class="note note-accent">
          Runs the code of the working tree since <LocalTime at={overriddenAt} />, in the place of
          the live version’s.
        </p>
      )}
      {directory === undefined && (
        <p class="note note-warn">
          Its lambda is gone from the repository. <code>pnpm lambda prune</code> shows what would be
          removed.
        </p>
      )}
      <section aria-labelledby="configuration">
        <h3 id="configuration">Configuration</h3>
        {deployed ? (
          <Configuration deployed={deployed} directory={directory} />
        ) : (
          <EmptyNote title="It is not deployed yet">
            <code>pnpm lambda deploy --only {lambda}</code> does that.
          </EmptyNote>
        )}
      </section>
      <section aria-labelledby="triggers">
        <h3 id="triggers">What starts it</h3>
        {triggers.length === 0 ? (
          <EmptyNote title="Nothing but a call">
            <code>triggers</code> of its <code>lambda.config.ts</code> says what else shall start
            it.
          </EmptyNote>
        ) : (
          <ul class="triggers">
            {triggers.map((trigger) => (
              <Trigger key={`${trigger.type} ${trigger.title}`} trigger={trigger} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

interface ConfigurationProps {
  readonly deployed: DeployedFunction;
  readonly directory: string | undefined;
}

function Configuration({ deployed, directory }: ConfigurationProps) {
  const { live, runtime, memorySize, timeout, codeSize, lastModified } = deployed;
  return (
    <dl class="facts">
      <Fact name="Live version">
        {live === undefined ? 'None: live names no version' : live.version}
        {live?.commit !== undefined && (
          <>
            {' '}
            <code class="quiet" title={live.commit}>
              {live.commit.slice(0, 9)}
            </code>
          </>
        )}
      </Fact>
      <Fact name="State">{`${deployed.state}, last update ${deployed.lastUpdateStatus}`}</Fact>
      <Fact name="Runtime">{runtime ?? 'Container image'}</Fact>
      <Fact name="Memory">{`${memorySize} MB`}</Fact>
      <Fact name="Timeout">{`${timeout} s`}</Fact>
      <Fact name="Zip">{formatBytes(codeSize)}</Fact>
      <Fact name="Changed">
        <LocalTime at={lastModified} />
      </Fact>
      {directory !== undefined && (
        <Fact name="Directory">
          <code>{directory}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Trigger({ trigger: { type, title, url } }: { readonly trigger: TriggerSummary }) {
  const isLink = url !== undefined && /^https?:\/\//.test(url);
  return (
    <li>
      <span class="trigger-type">{type}</span>
      <span class="trigger-title">{title}</span>
      {isLink && (
        <a href={url} rel="noreferrer" target="_blank">
          {url}
        </a>
      )}
      {url !== undefined && !isLink && <code>{url}</code>}
    </li>
  );
}
