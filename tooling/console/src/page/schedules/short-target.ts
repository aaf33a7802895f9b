/** What an ARN names, without partition, region and account: `lambda predict:live`, `sqs orders`. */
export function shortTarget(arn: string): string {
  const [prefix, , service, , , ...resource] = arn.split(':');
  if (prefix !== 'arn' || service === undefined || resource.length === 0) return arn;
  return `${service} ${resource.join(':').replace(/^(?:function|rule|event-bus)[:/]/, '')}`;
}
