import type { AccessStep } from '@tooling/core/bootstrap';

/** One thing to do, in a line. */
export function describeAccessStep(step: AccessStep): string {
  switch (step.do) {
    case 'create-provider':
      return `take tokens of ${step.url} for ${step.audience}`;
    case 'add-audience':
      return `take tokens for ${step.audience} of the provider that is there, ${step.arn}`;
    case 'create-boundary':
      return `make the permissions boundary ${step.boundary.arn}`;
    case 'change-boundary':
      return `change the permissions boundary ${step.boundary.arn}`;
    case 'create-role':
      return `make the role ${step.role.name}, for jobs of ${step.role.subjects.join(' and ')}`;
    case 'change-trust':
      return `give the role ${step.role.name} to jobs of ${step.role.subjects.join(' and ')}, and to no others`;
    case 'put-policy':
      return `${step.isChange ? 'change' : 'write'} its policy ${step.role}/${step.policy}: ${actionsOf(step.document)} actions`;
    case 'delete-policy':
      return `delete the policy ${step.role}/${step.policy}, which is not wanted`;
  }
}

function actionsOf({ Statement }: { readonly Statement: readonly object[] }): number {
  const actions = Statement.flatMap((one) => ('Action' in one ? [one.Action].flat() : []));
  return new Set(actions).size;
}
