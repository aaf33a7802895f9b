import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends process groups when this process is gone, however it ended. */
export interface Watchdog {
  add(processGroup: number): void;
  remove(processGroup: number): void;
  close(): Promise<void>;
}

/**
 * A function that blocks its event loop does not notice that the local AWS was killed, and neither
 * do the processes that a function starts. A shell does: its standard input ends with us.
 */
const script = `
trap '' INT TERM HUP
groups=
while read -r verb group; do
  kept=
  for other in $groups; do [ "$other" = "$group" ] || kept="$kept $other"; done
  [ "$verb" = add ] && kept="$kept $group"
  groups=$kept
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

function startShell() {
  const shell = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: Ctrl-C in the terminal must not reach it.
    detached: true,
  });
  // Without a shell there is only the socket that each environment watches.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return shell;
}

export function startWatchdog(): Watchdog {
  let shell: ReturnType<typeof startShell> | undefined;
  const tell = (verb: 'add' | 'remove', group: number) => {
    shell ??= startShell();
    shell.stdin.write(`${verb} ${String(group)}\n`);
  };

  return {
    add(group) {
      tell('add', group);
    },
    remove(group) {
      tell('remove', group);
    },
    async close() {
      if (shell?.pid === undefined || shell.exitCode !== null) return;
      shell.ref();
      shell.stdin.end();
      await once(shell, 'exit');
    },
  };
}
