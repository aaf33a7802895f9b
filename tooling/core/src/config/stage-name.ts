import { z } from 'zod';

export const stageName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, {
  error:
    'must have lower-case letters, digits and - only, begin with a letter, and be 32 characters at most',
});
