import { serviceRules, simple, textOf } from '../service-rules.ts';

/** Who one is, anybody may ask; with a token of somebody else's, the role's trust policy decides alone. */
const nothing = () => [];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const stsRules = serviceRules('sts', [], {
  GetCallerIdentity: nothing,
  AssumeRoleWithWebIdentity: nothing,
  AssumeRole: simple('sts:AssumeRole', ({ RoleArn }) => textOf(RoleArn)),
});
