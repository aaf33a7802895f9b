import { z } from 'zod';

/** A container image in the place of a zip. */
export interface ImageConfig {
  /** In ECR, with its tag or digest. */
  readonly uri: string;
  readonly command?: readonly string[] | undefined;
  readonly entryPoint?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
}

const words = z.array(z.string()).max(1500);

/** A container image in the place of a zip: nothing is built. */
export const imageSchema = z.strictObject({
  uri: z
    .string()
    .regex(
      /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.[a-z.]+\/[\w./-]+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/,
      {
        error:
          'is not an image of ECR with its tag or digest (ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG)',
      },
    )
    .describe(
      'Image in ECR with its tag or, better, its digest: a tag that is moved is not seen as a change.',
    ),
  command: words.optional().describe('In place of CMD.'),
  entryPoint: words.optional().describe('In place of ENTRYPOINT.'),
  workingDirectory: z.string().max(1000).optional().describe('In place of WORKDIR.'),
}) satisfies z.ZodType<ImageConfig>;
