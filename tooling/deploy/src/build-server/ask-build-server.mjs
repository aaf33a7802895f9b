// JavaScript, and nothing of ours imported: this is all that a build task loads when somebody builds
// for it, and turbo starts one for each lambda.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Has the build server build the lambda of the current directory, and prints what it says.
 *
 * @param {string} address - of its socket
 * @param {readonly string[]} args - of the command line, without `build`
 * @returns {Promise<boolean>} false when it did not: then the caller builds, and says why it cannot
 */
export async function askBuildServer(address, args) {
  try {
    const socket = connect(address);
    socket.end(JSON.stringify({ cwd: process.cwd(), env: process.env, args }));
    const { built, out, err } = JSON.parse(await text(socket));
    if (built !== true) return false;
    process.stderr.write(err);
    process.stdout.write(out);
    return true;
  } catch {
    // It is gone, or went while it built.
    return false;
  }
}
