import { useLive } from './live/live-context.ts';

/** Says so when the server is gone; what is on the page stays, as old as it is. */
export function ConnectionNote() {
  const { connection } = useLive();
  return (
    <div role="status" class="connection">
      {connection === 'lost' && (
        <p class="connection-lost">
          <strong>The local AWS does not answer.</strong> What you see is from before. Start it
          again with <code>lambda dev</code> or <code>lambda local</code>: this page reconnects by
          itself.
        </p>
      )}
    </div>
  );
}
