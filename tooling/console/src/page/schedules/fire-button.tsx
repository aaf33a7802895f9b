import type { LocalFiring, LocalSchedule } from '@tooling/core/local-api';
import { useState } from 'preact/hooks';
import { AnswerError, ask } from '../answers/ask.ts';
import { Badge } from '../parts/badge.tsx';
import { LocalTime } from '../parts/local-time.tsx';

type Firing =
  | { readonly state: 'none' }
  | { readonly state: 'firing' }
  | { readonly state: 'fired'; readonly firing: LocalFiring }
  | { readonly state: 'failed'; readonly message: string };

/** Fires a schedule now, and says how that ended. */
export function FireButton({
  schedule: { groupName, name },
}: {
  readonly schedule: LocalSchedule;
}) {
  const [firing, setFiring] = useState<Firing>({ state: 'none' });
  const fire = () => {
    if (firing.state === 'firing') return;
    setFiring({ state: 'firing' });
    const place = [groupName, name].map(encodeURIComponent).join('/');
    ask(`/_local/schedules/${place}/fire`, { method: 'POST' }).then(
      (text) => setFiring({ state: 'fired', firing: JSON.parse(text) as LocalFiring }),
      (error: unknown) =>
        setFiring({
          state: 'failed',
          message: error instanceof AnswerError ? error.message : String(error),
        }),
    );
  };
  return (
    <div class="actions">
      <button type="button" aria-disabled={firing.state === 'firing'} onClick={fire}>
        {firing.state === 'firing' ? 'Firing…' : 'Fire now'}
        <span class="unseen"> {name}</span>
      </button>
      <div role="status" class="fire-outcome">
        {firing.state === 'fired' && <Fired firing={firing.firing} />}
        {firing.state === 'failed' && (
          <>
            <Badge tone="bad">Not fired</Badge> {firing.message}
          </>
        )}
      </div>
    </div>
  );
}

function Fired({ firing: { delivered, firedAt, error } }: { readonly firing: LocalFiring }) {
  if (delivered) {
    return (
      <>
        <Badge tone="good">Delivered</Badge> <LocalTime at={firedAt} />
      </>
    );
  }
  return (
    <>
      <Badge tone="bad">Not delivered</Badge> {error?.code} {error?.message}
    </>
  );
}
