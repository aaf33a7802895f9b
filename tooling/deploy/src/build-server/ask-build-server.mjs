// JavaScript, and nothing of ours imported: this is all that a build task loads when somebody builds
// for it, and turbo starts one for each lambda. Where there is bash, task-shell.sh asks in its place.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Has the build server build the lambda of the current directory, and prints what it says.
 *
 * The task sends texts that a zero byte ends: token, directory, command line, its environment
 * (`NAME=value` each), and an empty one. The server answers `built`, and then what the build has printed,
 * each line after `out ` or `err `; or nothing.
 *
 * @param {string} address - `PORT/TOKEN` on 127.0.0.1
 * @param {string} command - `lambda build`, with its options
 * @returns {Promise<boolean>} false when it did not: then the caller builds, and says why it cannot
 */
export async function askBuildServer(address, command) {
  const [port, token] = address.split('/');
  try {
    const socket = connect(Number(port), '127.0.0.1');
    const variables = Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ''}`);
    socket.write(`${[token, process.cwd(), command, ...variables].join('\0')}\0\0`);
    const [answer, ...lines] = (await text(socket)).split('\n');
    if (answer !== 'built') return false;
    for (const line of lines) {
      if (line.startsWith('out ')) process.stdout.write(`${line.slice(4)}\n`);
      if (line.startsWith('err ')) process.stderr.write(`${line.slice(4)}\n`);
    }
    return true;
  } catch {
    // It is gone, or went while it built.
    return false;
  }
}
