import { z } from 'zod';

export const nonEmpty = z.string().min(1);

export const sourceArn = (service: string, what: string, shape: string) =>
  z.string().regex(new RegExp(`^arn:aws[\\w-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+$`), {
    error: `is not the ARN of ${what} (${shape})`,
  });

export const seconds = (max: number) => z.int().min(0).max(max);

export const cors = z
  .strictObject({
    allowOrigins: z
      .array(nonEmpty)
      .optional()
      .describe('Whose pages: `https://birds.example`, or `*` for all.'),
    allowMethods: z.array(nonEmpty).optional().describe('`GET`, `POST` …, or `*`.'),
    allowHeaders: z.array(nonEmpty).optional().describe('What a request may have, or `*`.'),
    exposeHeaders: z.array(nonEmpty).optional().describe('What a page may read of an answer.'),
    allowCredentials: z.boolean().optional().describe('Whether cookies and the like are sent.'),
    maxAge: seconds(86_400).optional().describe('Seconds for which a browser remembers all this.'),
  })
  .describe('What browsers let pages of other origins do.');

export const throttling = z.strictObject({
  rateLimit: z.number().positive().describe('Requests a second.'),
  burstLimit: z.int().positive().describe('Requests at once.'),
});

const authorizer = z.strictObject({
  issuer: z.url().describe('Whose tokens are taken.'),
  audience: z.array(nonEmpty).min(1).describe('For whom the tokens are.'),
  identitySource: nonEmpty
    .optional()
    .describe('Where the token stands: `$request.header.Authorization`, when left out.'),
});

/** The HTTP API that a service has in a stage. */
export const httpApiSchema = z.strictObject({
  cors: cors.optional(),
  throttling: throttling.optional().describe('Of every route that has none of its own.'),
  accessLog: z
    .strictObject({
      logGroupArn: sourceArn(
        'logs',
        'a log group',
        'arn:aws:logs:REGION:ACCOUNT:log-group:NAME',
      ).describe('Its ARN.'),
      format: nonEmpty.optional().describe('Of a line; JSON with the usual fields when left out.'),
    })
    .optional()
    .describe('Where a line is written for each request. The log group is there already.'),
  authorizers: z
    .record(z.string().regex(/^(?!AWS_IAM$)[\w-]{1,64}$/), authorizer)
    .optional()
    .describe('JWT authorizers by the name that routes use.'),
  domain: z
    .strictObject({
      name: nonEmpty.describe('A custom domain that API Gateway has already.'),
      path: z
        .string()
        .optional()
        .describe('Under which the API answers there; none when left out.'),
    })
    .optional()
    .describe('A custom domain that leads to the API.'),
});

export type HttpApiConfig = z.infer<typeof httpApiSchema>;
