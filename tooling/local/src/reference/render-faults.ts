import { faultRuleSchema, faultsSchema } from '../faults/fault-rules.ts';

/** How the values after a fault's colon are written, where it has one. */
const shortForms: Readonly<Record<string, string>> = {
  throttle: '`throttle:3s` (Retry-After)',
  delay: '`delay:20ms`, `delay:20-60ms`',
  'role-not-ready': '`role-not-ready:5s`',
  'ends-failed': '`ends-failed:InvalidConfiguration`',
  stranger: '`stranger:delete`, `:code`, `:configuration`, `:alias`',
};

/** The chapter about faults, from the schema that checks them. */
export function renderFaults(): string[] {
  const [first] = faultRuleSchema.options;
  const common = Object.entries(first.shape).filter(
    ([name]) => name !== 'fault' && name !== 'retryAfterSeconds',
  );
  return [
    '## Faults',
    '`lambda local --faults SPEC`, `startLocalAws({ faults })`, and while it runs `POST /_local/faults` with either form as its body. `GET` shows what is in force, with how many requests each rule matched and struck; `DELETE` takes all of it away.',
    'SPEC: rules with commas between, each `operation[/resource]=fault[:value][:times][@when]`. `times`: `2`, or `2each` (of each function). `when`: a chance, `0.1` or `10%`, or a position, `#3`, `#3-5`, `#3+`, also `#1each`. `seed=7` among them repeats a run.',
    [
      '| fault | what happens | written as |',
      '| --- | --- | --- |',
      ...faultRuleSchema.options.map(({ shape }) => {
        const [name = ''] = shape.fault.values;
        return `| \`${name}\` | ${shape.fault.description ?? ''} | ${shortForms[name] ?? `\`${name}\``} |`;
      }),
    ].join('\n'),
    `JSON: \`{ "seed": 7, "rules": [{ "operation": "UpdateAlias", "fault": "throttle", "times": 2 }] }\`. ${faultsSchema.shape.rules.description ?? ''}`,
    [
      '| member of a rule | meaning |',
      '| --- | --- |',
      ...common.map(([name, { description }]) => `| \`${name}\` | ${description ?? ''} |`),
      ...faultRuleSchema.options.flatMap(({ shape }) =>
        Object.entries(shape)
          .filter(([name]) => name !== 'fault' && !common.some(([one]) => one === name))
          .map(([name, { description }]) => {
            const [fault = ''] = shape.fault.values;
            return `| \`${name}\` of \`${fault}\` | ${description ?? ''} |`;
          }),
      ),
    ].join('\n'),
  ];
}
