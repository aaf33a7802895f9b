/** Under which path of the local AWS the zips of functions can be read, by their hex SHA-256. */
const codePath = '/_local/code/';

/** The URL that GetFunction gives for a zip. It never expires, unlike AWS's. */
export function codeLocation(endpoint: string, sha256Hex: string): string {
  return `${endpoint}${codePath}${sha256Hex}`;
}
