import type { Preflight } from './preflight.ts';

interface NamedArn {
  readonly field: string;
  readonly arn: string;
}

/** What AWS wants from the function's own region, or account, and somebody took from another. */
export function checkArns(preflight: Preflight): readonly string[] {
  const { wanted, context, place } = preflight;
  const { layers = [], role } = wanted.settings;
  const regional: NamedArn[] = layers.map((arn, index) => ({ field: `layers[${index}]`, arn }));
  return [
    ...regional.flatMap(({ field, arn }) => {
      const region = arn.split(':')[3] ?? '';
      return region === '' || region === context.region
        ? []
        : [
            `${place(field)}: ${arn} is of ${region}, and the function runs in ${context.region}: name one of that region`,
          ];
    }),
    ...checkRole(role),
  ];

  function checkRole(arn: string | undefined): string[] {
    const account = arn?.split(':')[4];
    return arn === undefined || account === context.account
      ? []
      : [
          `${place('role')}: ${arn} is of account ${account ?? ''}, and the function is made in ${context.account}: Lambda assumes no role of another account`,
        ];
  }
}
