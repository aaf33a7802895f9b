import type { HistoryAnswer } from '../../api/console-api.ts';
import { useAnswer } from '../answers/use-answer.ts';
import { Badge } from '../parts/badge.tsx';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';

/** The versions that were published, and which one serves. */
export function VersionsPanel({ lambda }: { readonly lambda: string }) {
  const answer = useAnswer<HistoryAnswer>(
    `/_console/api/functions/${encodeURIComponent(lambda)}/history`,
    { everySeconds: 10 },
  );
  return (
    <section aria-labelledby="versions">
      <h3 id="versions">Versions</h3>
      <Answered answer={answer} failure="The history cannot be read.">
        {({ versions }) =>
          versions.length === 0 ? (
            <EmptyNote title="No version is published">
              <code>pnpm lambda deploy --only {lambda}</code> publishes the first.
            </EmptyNote>
          ) : (
            <div class="table-box" tabIndex={0} role="region" aria-label="Table of versions">
              <table>
                <thead>
                  <tr>
                    <th scope="col" class="number">
                      Version
                    </th>
                    <th scope="col">Published</th>
                    <th scope="col">Commit</th>
                    <th scope="col">Package</th>
                    <th scope="col">Artifact</th>
                  </tr>
                </thead>
                <tbody>
                  {versions.map((entry) => (
                    <tr key={entry.version} class={entry.isLive ? 'row-live' : undefined}>
                      <th scope="row" class="number">
                        {entry.isLive && <Badge tone="good">live</Badge>} {entry.version}
                      </th>
                      <td>
                        <LocalTime at={entry.publishedAt} />
                      </td>
                      <td>
                        <code title={entry.commit}>{entry.commit?.slice(0, 9) ?? '–'}</code>
                      </td>
                      <td>{entry.packageVersion ?? '–'}</td>
                      <td>
                        <code title={entry.artifact}>{entry.artifact?.slice(0, 12) ?? '–'}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answered>
    </section>
  );
}
