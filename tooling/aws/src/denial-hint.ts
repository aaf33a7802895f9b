/** What to do where a role may not do something; undefined where that is not what AWS said. */
export function denialHint(message: string): string | undefined {
  const [, action = '', resource = ''] =
    /is not authorized to perform: (\S+) on resource: (\S+)/.exec(message) ?? [];
  if (action === '') return undefined;
  if (/explicit deny|permissions boundary|session policy/.test(message)) {
    return `a policy that is not of this tool keeps ${action} from this role: ask whoever wrote it`;
  }
  const line = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource });
  return `run \`lambda bootstrap\` again, which brings the policies of its roles up to date; to a role of your own add ${line}`;
}
