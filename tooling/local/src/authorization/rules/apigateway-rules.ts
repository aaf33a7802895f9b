import type { ActionRule } from '../needed-action.ts';
import { all, having, tagging, type ServiceRules } from '../service-rules.ts';

/** The method of a request, on its path: `apigateway:PATCH` on `…::/apis/a1b2c3`. */
const asked: ActionRule = (_input, { region }, { method, path }) => [
  {
    action: `apigateway:${method}`,
    resource: `arn:aws:apigateway:${region}::${path.replace(/^\/v2/, '')}`,
  },
];

/** Whatever is made with tags is tagged where it is made. */
const withTags = all(
  tagging(asked),
  having(
    'Tags',
    tagging((...given) =>
      asked(...given).map((one) => ({ ...one, action: 'apigateway:TagResource' })),
    ),
  ),
);

/**
 * Who turns on access logs sets up the delivery, too.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
const deliverLogs: ActionRule = having('AccessLogSettings', () =>
  [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ].map((action) => ({ action, resource: '*' })),
);

const names = [
  'CreateApiMapping',
  'CreateAuthorizer',
  'CreateDeployment',
  'CreateIntegration',
  'CreateRoute',
  'DeleteAccessLogSettings',
  'DeleteApi',
  'DeleteApiMapping',
  'DeleteAuthorizer',
  'DeleteCorsConfiguration',
  'DeleteDeployment',
  'DeleteDomainName',
  'DeleteIntegration',
  'DeleteRoute',
  'DeleteRouteSettings',
  'DeleteStage',
  'GetApi',
  'GetApiMapping',
  'GetApiMappings',
  'GetApis',
  'GetAuthorizer',
  'GetAuthorizers',
  'GetDeployment',
  'GetDeployments',
  'GetDomainName',
  'GetDomainNames',
  'GetIntegration',
  'GetIntegrations',
  'GetRoute',
  'GetRoutes',
  'GetStage',
  'GetStages',
  'GetTags',
  'UntagResource',
  'UpdateApi',
  'UpdateApiMapping',
  'UpdateAuthorizer',
  'UpdateDeployment',
  'UpdateDomainName',
  'UpdateIntegration',
  'UpdateRoute',
];

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
export const apigatewayRules: ServiceRules = {
  ...Object.fromEntries(names.map((name) => [name, asked] as const)),
  CreateApi: withTags,
  CreateDomainName: withTags,
  CreateStage: all(withTags, deliverLogs),
  UpdateStage: all(asked, deliverLogs),
  TagResource: tagging(asked),
};
