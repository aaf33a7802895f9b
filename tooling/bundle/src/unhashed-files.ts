/**
 * Files of a package that turbo leaves out of the hash of its build, from the package's directory: the
 * exclusions of `inputs` in turbo.json, which a test holds against these. Who edits them gets no new
 * build, so no bundle may have anything of them.
 */
export const unhashedFiles = ['**/*.test.ts', 'README.md', 'CHANGELOG.md'] as const;
